using System.CommandLine;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin sample-config</c>: prints the annotated example configuration.</summary>
internal static class SampleConfigCommand
{
    public static Command Create()
    {
        var command = new Command("sample-config", "Prints an example configuration with every key explained.");
        command.SetAction(_ => Terminal.Text.Write(SampleConfig.Text));
        return command;
    }
}
