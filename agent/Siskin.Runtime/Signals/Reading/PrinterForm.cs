using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// What the firmware of 3D printers reports of its heaters, <c>ok T:214.9 /215.0 B:59.8 /60.0 @:55</c>: each with its
/// target.
/// </summary>
internal static partial class PrinterForm
{
    /// <summary>
    /// What a printer reports in a terminal that shows what was sent to it, too: without that, and without what only
    /// says that it arrived. The same text where it reports no heaters.
    /// </summary>
    public static string Reported(string text) =>
        text.Contains("Send: ", StringComparison.Ordinal)
        && Heated().IsMatch(text)
        && Arrived().Count(text) >= LeastArrived
            ? Talk().Replace(text, "")
            : text;

    // So many times a printer only said that it has heard.
    private const int LeastArrived = 3;

    [GeneratedRegex(@"^Recv: (?:ok|wait)\s*?$", RegexOptions.Multiline)]
    private static partial Regex Arrived();

    [GeneratedRegex(@"^Recv: .*?T\d?: ?-?\d+(?:\.\d+)? */-?\d", RegexOptions.Multiline)]
    private static partial Regex Heated();

    [GeneratedRegex(@"^(?:Send: [^\n]*|Recv: (?:ok|wait)\s*?)(?:\n|\z)", RegexOptions.Multiline)]
    private static partial Regex Talk();

    /// <summary>The lines of a terminal without what says who sent them: <c>Recv: echo: door closed</c>.</summary>
    public static string[] Plain(string[] lines) =>
        lines.Count(line => line.StartsWith("Recv: ", StringComparison.Ordinal)) > 2
            ? Array.ConvertAll(lines, line => Sender().Replace(line, ""))
            : lines;

    [GeneratedRegex(@"^Recv: (?:echo: ?|// ?)?")]
    private static partial Regex Sender();

    /// <summary>Reads one such report, maybe behind a time and what a program writes before it.</summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        if (!line.Contains(" /", StringComparison.Ordinal))
            return false;
        (var time, var rest) = TimePrefix.Split(line);
        if (Report().Match(rest) is not { Success: true } report)
            return false;
        foreach (Match heater in Heater().Matches(report.Groups["h"].Value))
        {
            var name = heater.Groups["n"].Value switch
            {
                "T" => "nozzle",
                "B" => "bed",
                "C" => "chamber",
                var tool => $"nozzle {tool[1..]}",
            };
            table.Add(name + "/temperature", Degrees(heater.Groups["v"].Value), time);
            table.Add(name + "/target", Degrees(heater.Groups["t"].Value), time);
        }

        return true;
    }

    private static SignalValue Degrees(string printed) => ValueReader.Read(printed) with { Unit = " °C" };

    [GeneratedRegex(@"^(?:.{0,24}?\b)?(?<h>T\d?:-?\d+(?:\.\d+)?\s*/-?\d+(?:\.\d+)?.*)$")]
    private static partial Regex Report();

    [GeneratedRegex(@"(?<![A-Za-z@])(?<n>T\d?|B|C):\s*(?<v>-?\d+(?:\.\d+)?)\s*/\s*(?<t>-?\d+(?:\.\d+)?)")]
    private static partial Regex Heater();
}
