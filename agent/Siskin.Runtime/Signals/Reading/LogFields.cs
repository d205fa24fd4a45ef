using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Values that lines of a log print: they are signals besides what the line says.</summary>
internal static partial class LogFields
{
    // Fewer members are no document that was cut.
    private const int LeastCut = 3;
    private const int Several = 3;

    // Longer messages say more than a few counts, and are not searched for them.
    private const int MostCounted = 300;

    /// <summary>
    /// Adds what a line measures where that is three things at least: <c>rain=0.2 wind=3.1 gust=5.0</c>.
    /// </summary>
    public static void ReadSeveral(string time, string line, TableBuilder table) =>
        Measures(time, line, Several, table);

    private static void Measures(string time, string text, int least, TableBuilder table)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
            return;
        var fields = Measured().Matches(text);
        if (fields.Count < least)
            return;
        foreach (Match field in fields)
            if (ValueReader.Read(field.Groups["v"].Value) is { Kind: not SignalKind.Text } read)
                table.Add(field.Groups["k"].Value, read, time);
    }

    /// <summary>Adds what a message measures.</summary>
    public static void Read(string time, string message, TableBuilder table)
    {
        if (message.Contains('{', StringComparison.Ordinal) && TryPayload(time, message, table))
            return;
        if (Published().Match(message) is { Success: true } published)
            table.Add(published.Groups["k"].Value, ValueReader.Read(published.Groups["v"].Value), time);
        Measures(time, message, 1, table);
        if (Changed().Match(message) is { Success: true } changed)
            table.Change(
                Name(changed),
                ValueReader.Read(changed.Groups["a"].Value),
                ValueReader.Read(changed.Groups["v"].Value),
                time
            );
        else if (Turned().Match(message) is { Success: true } turned)
            table.Change(
                Plain().Replace(turned.Groups["k"].Value, " ").Trim(),
                Measure(turned.Groups["a"].Value, turned.Groups["u"].Value),
                Measure(turned.Groups["v"].Value, turned.Groups["u"].Value),
                time
            );
        else if (Whole().Match(message) is { Success: true } whole)
            table.Add(Name(whole), ValueReader.Read(whole.Groups["v"].Value), time);
        else if (Switched().Match(message) is { Success: true } switched)
            table.Add(Name(switched), ValueReader.Read(switched.Groups["v"].Value), time);
        else if (Standing().Match(message) is { Success: true } standing)
            table.Add(Name(standing), ValueReader.Read(standing.Groups["v"].Value), time);
        else if (message.Length <= MostCounted && Counts().Match(message) is { Success: true } counts)
            for (var i = 0; i < counts.Groups["k"].Captures.Count; i++)
                table.Add(
                    counts.Groups["k"].Captures[i].Value,
                    ValueReader.Read(counts.Groups["v"].Captures[i].Value),
                    time
                );
        else if (Said().Match(message) is { Success: true } said)
            table.Add(Name(said), ValueReader.Read(said.Groups["v"].Value), time);
        else
            Listed(time, message, table);
    }

    // "Indoor 64.5°F, outdoor 41°F, humidity 38%": all of several parts are a name and a value.
    private static void Listed(string time, string message, TableBuilder table)
    {
        var parts = message.Split(", ");
        Match[] all = [.. parts.Select(part => Part().Match(part))];
        if (all.Length < 2 || !all.Skip(1).All(part => part.Success))
            return;
        foreach (var part in all.Where(part => part.Success))
            table.Add(Name(part).ToLowerInvariant(), ValueReader.Read(part.Groups["v"].Value), time);
    }

    // "MQT: tele/washer/SENSOR = {...}", "topic 'zigbee2mqtt/gate', payload '{...}'": what a device sent.

    /// <summary>Adds the document that a message ends with; false where it has none.</summary>
    public static bool TryPayload(string time, string message, TableBuilder table)
    {
        int from = message.IndexOf('{', StringComparison.Ordinal),
            to = message.LastIndexOf('}');
        var quote = message.AsSpan(Math.Max(from, 0)).IndexOfAny('"', '\'');
        if (from < 0 || quote < 0 || to > from && quote + from > to)
            return false;
        var before = message[..from].TrimEnd(' ', '=', ':', '\'', '"', ',', '[', '(');
        if (Quoted().Match(before) is { Success: true } topic)
            before = topic.Groups["t"].Value;
        else if (Call().Match(before) is { Success: true } call)
            before = call.Groups["n"].Value;
        else
            before = before[(before.LastIndexOf(' ') + 1)..];
        before = before.Trim('\'', '"', ',', '[', ']');
        var part = new TableBuilder();
        if (!(to > from && JsonForm.TryRead(message[from..(to + 1)], before, part) || TryCut(message[from..])))
            return false;
        if (part.Signals == 0)
            return false;
        table.AppendAt(part, time);
        return true;

        // A line that was cut at a length.
        bool TryCut(string document) =>
            document.Count(c => c == ':') >= LeastCut
            && LooseJson.Of(document) is { } loose
            && JsonForm.TryRead(loose, before, part);
    }

    private static SignalValue Measure(string text, string unit) =>
        ValueReader.Read(text) is { IsNumber: true, Unit.Length: 0 } bare && unit.Length > 0
            ? bare with
            {
                Unit = " " + unit,
            }
            : ValueReader.Read(text);

    private static string Name(Match match) => match.Groups["k"].Value.Trim(' ', '-', ':', '\'', '"', ']');

    [GeneratedRegex(
        @"(?<![\w.])(?<k>[A-Za-z_][\w.]*)=(?<v>[+\-]?\d+(?:\.\d+)?(?:%|°?[A-Za-z/]{0,6})?|nan|NaN|null|N/A)(?=[\s,;)\]&']|$)"
    )]
    private static partial Regex Measured();

    // "Item 'Boiler_Temp' changed from 52.5 °C to 54.0 °C"
    [GeneratedRegex(
        @"(?:^|[\s\]-])(?:[A-Z]\w+ )?'(?<k>[^']{1,60})' changed from (?<a>.{1,40}?) to (?<v>[^()]{1,40}?)(?: \(.*)?$"
    )]
    private static partial Regex Changed();

    // "[Node 031] [~] [Meter] Electric Consumption [W]: 0 => 1480.5   [Endpoint 1]"
    [GeneratedRegex(
        @"^(?<k>[^:=>]{2,90}?)(?:\[(?<u>[A-Za-z%°/]{1,6})\]|(?<=[^\]])):\s+(?<a>[^=>\[\]]{1,30}?)\s*[=-]>\s*(?<v>[^=>\[\]]{1,30}?)\s*(?:\[[^\]]*\])?$"
    )]
    private static partial Regex Turned();

    [GeneratedRegex(@"\[[~+*-]\]|[\[\]«»]|\s{2,}")]
    private static partial Regex Plain();

    // "pv power: 5210W", all of the line.
    [GeneratedRegex(
        @"^(?:\[?[\w-]+\s*\]?\s+(?=\S+ \S+:)|[\w.\-/]+:\s+)?(?<k>[A-Za-z][\w .\-/]{1,40}?)\s*[:=]\s+(?<v>[+\-]?\d+(?:[.,]\d+)?\s?(?:%|°[CF]|[A-Za-zµ³²/]{1,6})?)$"
    )]
    private static partial Regex Whole();

    // "Heating ON (stage 1)", "Porch light turned off"
    [GeneratedRegex(
        @"^(?:[\w.\-/]+:\s+)?(?<k>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}?) (?:is |was |turned |switched )?(?<v>ON|OFF|OPEN|OPENED|CLOSED|(?<=turned |switched )(?:on|off))(?=$|[ ,.;(])"
    )]
    private static partial Regex Switched();

    // "spool at 71% (7100/10000)", "battery level is 12 %"
    [GeneratedRegex(
        @"(?:^|[\s:\-])(?<k>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?) (?:at|is|is at|now|now at|reached|reads) (?<v>[+\-]?\d+(?:[.,]\d+)?\s?(?:%|°[CF]|bar|[kM]?W|kWh|V|A|rpm|mm|ppm|Hz|kPa|[MGk]i?B))(?=$|[\s,.;(])"
    )]
    private static partial Regex Said();

    [GeneratedRegex(
        @"^(?<k>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}) (?<v>[+\-]?\d+(?:[.,]\d+)?\s?(?:%|°[CF]|bar|[kM]?W|kWh|V|A|rpm|mm|ppm|Hz|kPa|psi))$"
    )]
    private static partial Regex Part();

    // "recv cellar/pump/flow: '12'": what a bridge read, and nothing else; "flow=15 for cellar/pump: ok" is a sentence.
    [GeneratedRegex(
        @"^(?:(?:\[?[\w.-]{1,40}\s*\]?:?\s+)?(?:recv|received|got|rx|read|publish|published|pub|sent|send|tx|set|update|updated)\s+)?(?<k>[A-Za-z][\w.-]*(?:/[\w.-]+)+): ['""]?(?<v>[+\-]?\d[^'""\s]{0,16}|\w{1,20})['""]?$"
    )]
    private static partial Regex Published();

    // "Current mode: HEATING", all of the line.
    [GeneratedRegex(
        @"^(?:[\w.\-/]+:\s+)?(?<k>[A-Za-z][\w .\-/]{1,40}?): (?<v>[A-Z][A-Z_]{1,20}|on|off|true|false|True|False|open|closed)$"
    )]
    private static partial Regex Standing();

    // "GW3 - drops: 0, retries: 3": several names with numbers end the line.
    [GeneratedRegex(
        @"(?<=^|[\])>.:-]\s?)(?>(?:(?<k>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}): (?<v>[+\-]?\d+(?:\.\d+)?\s?(?:%|°[CF]|[A-Za-z]{1,4})?)(?:, |\.?$)){2,})$"
    )]
    private static partial Regex Counts();

    [GeneratedRegex(@"topic '(?<t>[^']+)'")]
    private static partial Regex Quoted();

    // "[2,"a101","StatusNotification",": what a call is named.
    [GeneratedRegex(@"\[\d,\s*""[^""]*"",\s*""(?<n>\w+)$")]
    private static partial Regex Call();
}
