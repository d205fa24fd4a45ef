using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Prometheus exposition and Influx lines.</summary>
internal static partial class MetricForms
{
    /// <summary>Reads <c>name{label="x"} 3</c>: the labels' values are parts of the path.</summary>
    public static bool TryPrometheus(string line, TableBuilder table)
    {
        if (!line.Contains('{', StringComparison.Ordinal))
            return false;
        var match = Prometheus().Match(line);
        if (!match.Success)
            return false;
        var labels = string.Join(
            "/",
            Label()
                .Matches(match.Groups["l"].Value)
                .Select(one => one.Groups["v"].Value)
                .Where(value => value.Length > 0)
        );
        var name = match.Groups["n"].Value;
        table.Add(labels.Length > 0 ? $"{name}/{labels}" : name, ValueReader.Read(match.Groups["v"].Value));
        return true;
    }

    /// <summary>Reads <c>plant.line1.temp 71.5 1930382400</c>, as Graphite takes it.</summary>
    public static bool TryGraphite(string line, TableBuilder table)
    {
        if (line.Length == 0 || !char.IsAsciiDigit(line[^1]) || Graphite().Match(line) is not { Success: true } match)
            return false;
        table.Add(match.Groups["n"].Value, ValueReader.Read(match.Groups["v"].Value), match.Groups["t"].Value);
        return true;
    }

    /// <summary>Reads lines of statsd, <c>pump.temp:61.5|g</c>; false where one is another.</summary>
    public static bool TryStatsd(string[] lines, TableBuilder table)
    {
        string[] said = [.. lines.Where(line => line.Trim().Length > 0)];
        if (said.Length == 0 || !Array.TrueForAll(said, line => Statsd().IsMatch(line)))
            return false;
        foreach (var match in said.Select(line => Statsd().Match(line)))
        {
            var read = ValueReader.Read(match.Groups["v"].Value);
            table.Add(match.Groups["n"].Value, match.Groups["k"].Value == "ms" ? read with { Unit = " ms" } : read);
        }

        return true;
    }

    [GeneratedRegex(@"^(?<n>[A-Za-z_][\w-]*(?:[./][\w-]+)+) (?<v>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (?<t>1\d{9})$")]
    private static partial Regex Graphite();

    [GeneratedRegex(@"^\s*(?<n>[A-Za-z_][\w./-]*):(?<v>[+-]?\d+(?:\.\d+)?)\|(?<k>c|g|ms|h|s|d)(?:\|[@#]\S*)*\s*$")]
    private static partial Regex Statsd();

    /// <summary>Reads <c>measurement,tag=x field=3,other=4i 1700000000000000000</c>.</summary>
    public static bool TryInflux(string line, TableBuilder table)
    {
        if (!MayBeInflux(line))
            return false;
        var match = Influx().Match(line);
        if (!match.Success || !match.Groups["t"].Success && !match.Groups["time"].Success)
            return false;
        var tags = string.Join(
            "/",
            Label().Matches(match.Groups["t"].Value).Select(one => Escaped().Replace(one.Groups["v"].Value, ""))
        );
        var prefix = Escaped().Replace(match.Groups["n"].Value, "") + (tags.Length > 0 ? "/" + tags : "");
        foreach (Match field in Label().Matches(match.Groups["f"].Value))
        {
            var value = field.Groups["v"].Value;
            var whole =
                value.Length > 1 && value[^1] is 'i' or 'u' && value[..^1].TrimStart('-').All(char.IsAsciiDigit);
            table.Add(
                $"{prefix}/{Escaped().Replace(field.Groups["k"].Value, "")}",
                ValueReader.Read(
                    value is "t" or "T" ? "true"
                    : value is "f" or "F" ? "false"
                    : whole ? value[..^1]
                    : value
                ),
                match.Groups["time"].Value
            );
        }

        return true;
    }

    // Tags after a comma of the first part, or fields of the second and a time of the third.
    private static bool MayBeInflux(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        while (space > 0 && line[space - 1] == '\\')
            space = line.IndexOf(' ', space + 1);
        if (space <= 0 || !line.AsSpan(space).Contains('='))
            return false;
        var first = line.AsSpan(0, space);
        int comma = first.IndexOf(','),
            equals = first.IndexOf('=');
        return equals >= 0 ? comma >= 0 && comma < equals : comma < 0 && char.IsAsciiDigit(line[^1]);
    }

    [GeneratedRegex(@"^(?<n>[A-Za-z_:][A-Za-z0-9_:]*)\{(?<l>[^}]*)\}\s+(?<v>\S+)(?:\s+\d+)?\s*$")]
    private static partial Regex Prometheus();

    [GeneratedRegex(
        @"^(?<n>[A-Za-z_][^\s,=]*)(?:,(?<t>[^\s]+=(?:[^\s\\]|\\.)+))? (?<f>[^\s=,]+=(?:""[^""]*""|[^\s""])+(?:,[^\s=,]+=(?:""[^""]*""|[^\s,""]+))*)(?: (?<time>-?\d{10,19}))?\s*$"
    )]
    private static partial Regex Influx();

    // "host=rack\ 4": a backslash before a comma, an equals sign or a blank is none.
    [GeneratedRegex(@"\\(?=[,= ])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(?<k>[^,={]+)=(?:""(?<v>[^""]*)""|(?<v>(?:[^,\\]|\\.)*))")]
    private static partial Regex Label();
}
