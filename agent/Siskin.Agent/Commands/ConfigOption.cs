using System.CommandLine;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Commands;

/// <summary>The <c>--config</c> option of the verbs that need a configuration.</summary>
internal static class ConfigOption
{
    public static Option<string> Create() =>
        new("--config", "-c")
        {
            Description = "Configuration file (TOML); 'siskin sample-config' prints an example.",
            HelpName = "FILE",
            Required = true,
        };

    /// <summary>The valid configuration of the file.</summary>
    /// <exception cref="CommandException">It has mistakes; the message has a line for each.</exception>
    public static ConfigResult Load(string path, bool check)
    {
        var result = ConfigReader.Read(path, check);
        return result.Config is not null
            ? result
            : throw CommandException.Usage(string.Join(Environment.NewLine + "siskin: ", result.Errors));
    }
}
