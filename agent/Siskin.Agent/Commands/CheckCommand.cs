using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Agent.Work;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin check</c>: validates a configuration and its bundle and prints what would be used.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("check",
            "Checks a configuration and its bundle and prints what would be used.") { config };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(config)));
        return command;
    }

    private static int Check(string path)
    {
        var config = ConfigOption.Load(path, check: true).Config!;
        var bundle = SignedBundle.Open(config.Bundle);
        var variant = bundle.Variant(config.Bundle.Variant);
        Console.Out.WriteLine($"{path} is valid.");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("key", "value");
        foreach (var (key, value) in ConfigSummary.Of(config))
            table.AddRow(Markup.Escape(key), Markup.Escape(value));
        table.AddRow("bundle", Markup.Escape($"{bundle.Manifest.Name} {bundle.Manifest.Version}, every hash right"
            + (config.Bundle.PublicKeyFile is null ? "" : ", signature right")));
        table.AddRow("variant", Markup.Escape($"{variant.Id} ({variant.Precision} on {variant.Provider})"));
        Terminal.Out.Write(table);
        return ExitCode.Done;
    }
}
