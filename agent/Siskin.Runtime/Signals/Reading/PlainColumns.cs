using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Writes headings and rows as tables have them that tools print with marks: a time in the place of a heading, numbers
/// of hops, bullets, tabs before the first column, a line of means at the end.
/// </summary>
internal static partial class PlainColumns
{
    /// <summary>The lines, as wide as they were.</summary>
    public static string[] Of(string[] lines)
    {
        if (!lines.Any(line => Marked().IsMatch(line)))
            return lines;
        var plain = new List<string>(lines.Length);
        foreach (var line in lines)
        {
            if (line.StartsWith("Average:", StringComparison.Ordinal))
                continue;
            var text = line.TrimStart('\t');
            text = Counters().Replace(text, "\"Time\"");
            text = Hop().Replace(text, match => new string(' ', match.Length));
            text = Bullet().Replace(text, "  ");
            text = ClockHead().Replace(text, match => "Time".PadRight(match.Length));
            text = TimedHead().Replace(text, match => "Time".PadRight(match.Length));
            text = HostHead().Replace(text, match => "HOST".PadRight(match.Length));
            plain.Add(text);
        }

        return [.. plain];
    }

    // What Windows writes before the counters that it logs.
    [GeneratedRegex(@"^""\(PDH-CSV [^""]*""")]
    private static partial Regex Counters();

    [GeneratedRegex(
        @"^""\(PDH-CSV|^\t|^\s*\d+\.\|--|^[●×○] |^\d{2}:\d{2}:\d{2}(?: [AP]M)?\s{2,}[A-Za-z%]+\s{2,}|^HOST: \S+\s|^(?:DD |DATE +)?HH:MM(?::SS)?\s{2,}[A-Z]"
    )]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\s*\d+\.\|--")]
    private static partial Regex Hop();

    [GeneratedRegex(@"^[●×○] ")]
    private static partial Regex Bullet();

    // "08:00:01        CPU     %user"
    [GeneratedRegex(@"^\d{2}:\d{2}:\d{2}(?: [AP]M)?(?=(?:\s{2,}[^\s\d]+){3,}\s*$)")]
    private static partial Regex TimedHead();

    // "DD HH:MM  RETURN  SUPPLY"
    [GeneratedRegex(@"(?<=^(?:DD |DATE +)?)HH:MM(?::SS)?(?=\s{2,}[A-Z])")]
    private static partial Regex ClockHead();

    [GeneratedRegex(@"^HOST: \S+")]
    private static partial Regex HostHead();
}
