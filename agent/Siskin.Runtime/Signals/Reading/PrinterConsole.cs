using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// What a 3D printer and its host write to each other: settings as the commands that make them, below what they mean
/// (<c>echo:Steps per unit:</c>, <c>echo:  M92 X80.00 Y80.00</c>), versions, and temperatures.
/// </summary>
internal static partial class PrinterConsole
{
    private const int Least = 2;

    /// <summary>Reads such a text; adds nothing of any other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        if (
            lines.Count(line => Echo().IsMatch(line)) < Least
            || lines.Count(line => Setting().IsMatch(Plain(line)) || Heaters().IsMatch(line)) < Least
        )
            return false;
        var heading = "";
        var rest = new List<string>();
        foreach (var line in lines)
        {
            var said = Plain(line);
            if (said.Length == 0 || Sent().IsMatch(line))
                continue;
            if (Setting().Match(said) is { Success: true } setting)
                Set(heading, setting, table);
            else if (Heading().Match(said) is { Success: true } named)
                heading = named.Groups["n"].Value.Trim();
            else if (Version().Match(said) is { Success: true } version)
                table.Add(
                    version.Groups["n"].Value + " version",
                    new SignalValue(SignalKind.Text, version.Groups["v"].Value, 0, "")
                );
            else
                rest.Add(said);
        }

        SignalReader.Lines([.. rest], table);
        return true;
    }

    // "M145 S1 H240 B90" sets the second of several.
    private static void Set(string heading, Match setting, TableBuilder table)
    {
        var owner = heading.Length > 0 ? heading : setting.Groups["c"].Value;
        var parts = setting.Groups["p"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && parts[0] is ['S', _])
        {
            owner += $" {parts[0]}";
            parts = parts[1..];
        }

        foreach (var part in parts)
            table.Add($"{owner}/{part[0]}", ValueReader.Read(part[1..]));
    }

    private static string Plain(string line) => Echo().Replace(line, "").Trim();

    [GeneratedRegex(@"^\s*(?:Recv: ?)?(?:echo: ?|// ?)?(?:; ?)?(?<=[:;/] ?)")]
    private static partial Regex Echo();

    [GeneratedRegex("^(?:SENDING:|Send: )")]
    private static partial Regex Sent();

    [GeneratedRegex(@"^(?<c>[MG]\d{1,3})(?<p>(?: [A-Z]-?\d+(?:\.\d+)?)+)(?:\s*;.*)?$")]
    private static partial Regex Setting();

    // "Steps per unit:", "Max feedrates (units/s):", "Acceleration (units/s2): P<print> R<retract>"
    [GeneratedRegex(@"^(?<n>[A-Z][A-Za-z -]{2,40}?)(?: \([^)]*\))*:(?: [A-Z]<.*)?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<n>[A-Z][A-Za-z]+) v?(?<v>\d+\.\d+(?:\.\d+)?\S*)$")]
    private static partial Regex Version();

    [GeneratedRegex(@"\bT\d?:-?\d+(?:\.\d+)?\s*/-?\d")]
    private static partial Regex Heaters();
}
