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

    /// <summary>
    /// Reads <c>plant-7 boiler.temp 1930382400 71.5</c>, as the sender of Zabbix takes it: a host, an item's key, a
    /// time and a value.
    /// </summary>
    public static bool TrySender(string line, TableBuilder table)
    {
        if (Sender().Match(line) is not { Success: true } match)
            return false;
        var host = match.Groups["h"].Value.Trim('"');
        table.Add(
            host == "-" ? match.Groups["k"].Value : $"{host}/{match.Groups["k"].Value}",
            ValueReader.Read(match.Groups["v"].Value.Trim('"')),
            match.Groups["t"].Value
        );
        return true;
    }

    // Without a time only where the key has its parameters in brackets, or the host is the sender's own.
    [GeneratedRegex(
        """^(?<h>"[^"]+"|[A-Za-z][\w.-]*|-) (?:(?<k>[A-Za-z][\w.]*[.\[][^\s\[\]]*(?:\[[^\]]*\])?\]?) (?<t>1\d{9})|(?<k>[A-Za-z][\w.]*\[[^\]]+\])|(?<=^- )(?<k>[a-z][\w]*\.[\w.]+)) (?<v>"[^"]*"|\S+)$"""
    )]
    private static partial Regex Sender();

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
        // "> disk,host=mill used=3i": telegraf marks what it would send.
        line = line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line;
        if (!MayBeInflux(line))
            return false;
        var match = Influx().Match(line);
        if (!match.Success || !match.Groups["t"].Success && !match.Groups["time"].Success)
            return false;
        var prefix = Escaped().Replace(match.Groups["n"].Value, "");
        var unit = "";
        var states = new List<(string Key, string Text)>();
        foreach (Match tag in Label().Matches(match.Groups["t"].Value))
        {
            (var key, var text) = (tag.Groups["k"].Value, Escaped().Replace(tag.Groups["v"].Value, ""));
            if (State().IsMatch(key))
                states.Add((key, text));
            else if (key is "unit" or "units" && (text == "%" || text.Length > 1 && ValueReader.IsUnit(text)))
                unit = " " + text;
            else
                prefix += "/" + text;
        }

        // What may change is no part of a name.
        foreach ((var key, var text) in states)
            table.Add($"{prefix}/{key}", ValueReader.Read(text), match.Groups["time"].Value);
        foreach (Match field in Label().Matches(match.Groups["f"].Value))
        {
            var value = field.Groups["v"].Value;
            var whole =
                value.Length > 1 && value[^1] is 'i' or 'u' && value[..^1].TrimStart('-').All(char.IsAsciiDigit);
            var read = ValueReader.Read(
                value is "t" or "T" ? "true"
                : value is "f" or "F" ? "false"
                : whole ? value[..^1]
                : value
            );
            table.Add(
                $"{prefix}/{Escaped().Replace(field.Groups["k"].Value, "")}",
                read is { IsNumber: true, Unit.Length: 0 } ? read with { Unit = unit } : read,
                match.Groups["time"].Value
            );
        }

        return true;
    }

    // "status=up", "chassis_health=ok", "status_desc=running": a tag that says how something is.
    [GeneratedRegex("(?:status|state|health|mode)(?:_(?:desc|code|text))?$", RegexOptions.IgnoreCase)]
    private static partial Regex State();

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
