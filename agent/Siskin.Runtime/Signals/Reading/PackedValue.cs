using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Several numbers with their units behind one name: <c>46 %    1820 rpm</c>, <c>231.2V I:3.5A</c>.</summary>
internal static partial class PackedValue
{
    // Longer texts are no values behind one name.
    private const int Longest = 120;

    /// <summary>The names and values, the first of which goes by the name itself; null where it is one.</summary>
    public static List<(string Name, SignalValue Value)>? Of(string name, string text)
    {
        // "47 days 8 hours 22 minutes" is one.
        if (text.Length <= Longest && Span().IsMatch(text))
            return null;
        if (Counted(name, text) is { } counted)
            return counted;
        if (Dashed(name, text) is { } dashed)
            return dashed;
        if (
            text.Length > Longest
            || !text.Contains(' ', StringComparison.Ordinal)
            || Part().Matches(text) is not { Count: > 1 } parts
        )
            return null;
        var at = 0;
        var key = "";
        var found = new List<(string, SignalValue)>();
        foreach (Match part in parts)
        {
            if (text[at..part.Index].Trim(' ', ',', ';', '/').Length > 0)
                return null;
            at = part.Index + part.Length;
            var read = ValueReader.Read(part.Groups["v"].Value);
            if (!read.IsNumber || read.Unit.Trim().Length == 0)
                return null;
            if (part.Groups["k"].Success)
                key = part.Groups["k"].Value;
            var own = key.Length > 0 ? $"{name}/{key}" : name;
            found.Add((found.Exists(one => one.Item1 == own) ? $"{own}/{read.Unit.Trim()}" : own, read));
        }

        return text[at..].Trim().Length == 0 ? found : null;
    }

    // "1.934kW - Udc: 362.10V - Idc:  5.341A": a value, and others with names of their own.
    private static List<(string, SignalValue)>? Dashed(string name, string text)
    {
        var parts = text.Split(" - ");
        if (parts.Length < 2 || text.Length > Longest)
            return null;
        Match[] named = [.. parts.Skip(1).Select(part => Owned().Match(part.Trim()))];
        return Array.TrueForAll(named, one => one.Success) && ValueReader.Read(parts[0]) is { IsNumber: true } first
            ?
            [
                (name, first),
                .. named.Select(one => ($"{name}/{one.Groups["k"].Value}", ValueReader.Read(one.Groups["v"].Value))),
            ]
            : null;
    }

    // "312 total,   2 running, 307 sleeping": each number is of what stands behind it.
    private static List<(string, SignalValue)>? Counted(string name, string text)
    {
        var parts = text.TrimEnd('.')
            .Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 3)
            return null;
        Match[] all = [.. parts.SelectMany(part => part.Split(".  ")).Select(part => Count().Match(part.Trim()))];
        string[] keys = [.. all.Select(one => one.Groups["k"].Value)];
        if (!all.All(one => one.Success) || keys.Distinct().Count() < all.Length)
            return null;
        // "Cpu(s):  2.3 us,  9.3 sy,  0.0 ni, 83.7 id" as top prints it.
        if (name.StartsWith("Cpu", StringComparison.OrdinalIgnoreCase) && Array.TrueForAll(keys, Times.ContainsKey))
            keys = [.. keys.Select(key => Times[key])];
        return [.. all.Select((one, i) => ($"{name}/{keys[i]}", ValueReader.Read(one.Groups["v"].Value)))];
    }

    // What a processor spends its time on.
    private static readonly Dictionary<string, string> Times = new(StringComparer.Ordinal)
    {
        ["us"] = "user",
        ["sy"] = "system",
        ["ni"] = "nice",
        ["id"] = "idle",
        ["wa"] = "iowait",
        ["hi"] = "hardware interrupts",
        ["si"] = "software interrupts",
        ["st"] = "steal",
    };

    [GeneratedRegex(
        @"^(?=(?>\d+) ?[a-z]+,? \d)(?:\d+ ?(?:y|years?),? ?)?(?:\d+ ?(?:w|weeks?),? ?)?(?:\d+ ?(?:d|days?),? ?)?(?:\d+ ?(?:h|hrs?|hours?),? ?)?(?:\d+ ?(?:m|min|minutes?),? ?)?(?:\d+ ?(?:s|sec|seconds?))?$"
    )]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?<k>[A-Za-z][\w ]{0,30}):\s*(?<v>[+\-]?\d+(?:[.,]\d+)*\s?[%°A-Za-z/]*)$")]
    private static partial Regex Owned();

    [GeneratedRegex(
        @"^(?<v>[+\-]?\d+(?:[.,]\d+)?(?:%|[kKMG](?=\s))?)(?:\s+|(?<=%))(?<k>[A-Za-z][A-Za-z/]*(?: [A-Z][a-z]+)?)$"
    )]
    private static partial Regex Count();

    [GeneratedRegex(@"(?:(?<k>[A-Za-z]\w*):\s*)?(?<v>[+\-]?\d+(?:[.,]\d+)*\s?[%°A-Za-zµ³²/]+)(?=\s|$|[,;/])")]
    private static partial Regex Part();
}
