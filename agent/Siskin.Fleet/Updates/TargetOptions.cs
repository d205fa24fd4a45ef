using System.CommandLine;
using Siskin.Agent.Commands;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Updates;

/// <summary>The options by which devices are chosen.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string> _to = new("--to")
    {
        Description = "Which devices, such as \"site=north and bundle<0.9\", or \"all\".",
        HelpName = "QUERY",
        Required = true,
    };

    private readonly Option<FileInfo?> _labels = new("--labels")
    {
        Description = "File with labels of devices, a line for each: NAME-OR-PATTERN label=value ...",
        HelpName = "FILE",
    };

    private readonly Option<bool> _offline = new("--offline")
    {
        Description = "Devices that are not there, too: they find the offer when they come.",
    };

    private readonly Option<int> _wait = new("--wait-s")
    {
        Description = "How long to listen for devices, 1 to 600.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _to, _labels, _offline, _wait })
            command.Options.Add(option);
    }

    /// <summary>How long to listen for devices.</summary>
    /// <exception cref="CommandException">The number is out of range.</exception>
    public TimeSpan Wait(ParseResult parsed) =>
        parsed.GetValue(_wait) is var seconds and >= 1 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw CommandException.Usage($"--wait-s {parsed.GetValue(_wait)} is not allowed; give 1 to 600.");

    public bool EvenOffline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>The devices that are meant.</summary>
    /// <exception cref="CommandException">The query or the labels are wrong.</exception>
    public FleetSelection Selection(ParseResult parsed, string root, TimeProvider time)
    {
        try
        {
            var text = parsed.GetRequiredValue(_to);
            var labels = InputFile.ReadText(parsed.GetValue(_labels)?.FullName);
            return new FleetSelection(
                root,
                labels is null ? FleetLabels.None : FleetLabels.Parse(labels),
                text == "all" ? FleetQuery.All : FleetQuery.Parse(text),
                time
            );
        }
        catch (FormatException e)
        {
            throw CommandException.Usage(e.Message);
        }
    }
}
