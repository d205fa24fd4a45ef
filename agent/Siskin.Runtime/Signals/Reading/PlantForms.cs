using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Lines of plants and laboratories: alarms between bars, process variables with their times.</summary>
internal static partial class PlantForms
{
    /// <summary>Reads one line of any of them.</summary>
    public static bool TryRead(string line, TableBuilder table) =>
        TryNode(line, table)
        || TryAlarm(line, table)
        || TryVariable(line, table)
        || TryNamedTime(line, table)
        || TryObject(line, table)
        || TryTelegram(line, table);

    // "ns=2;s=Kiln.Zone1.PV = 182.6 (Good, src 09:14:02.118)": a node of an OPC UA server.
    private static bool TryNode(string line, TableBuilder table)
    {
        if (!line.StartsWith("ns=", StringComparison.Ordinal) || Node().Match(line) is not { Success: true } node)
            return false;
        var name = node.Groups["n"].Value;
        table.Add(name, ValueReader.Read(node.Groups["v"].Value), node.Groups["t"].Value);
        if (node.Groups["q"].Value is { Length: > 0 } quality && quality != "Good")
            table.Add(name + "/quality", new SignalValue(SignalKind.Text, quality, 0, ""), node.Groups["t"].Value);
        return true;
    }

    [GeneratedRegex(
        @"^ns=\d+;[isgb]=(?<n>[A-Za-z]\S*)\s*[:=]\s*(?<v>.*?)(?:\s+\(?(?<q>Good|(?:Bad|Uncertain)\w*)\b[^()\d]*(?<t>(?:\d{4}-\d{2}-\d{2}[T ])?\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?)?\)?)?$"
    )]
    private static partial Regex Node();

    // "2031-06-03 06:12:44 | PRIO 2 | TK-12 | LEVEL HIGH | ACT"
    private static bool TryAlarm(string line, TableBuilder table)
    {
        if (line.Length == 0 || !char.IsAsciiDigit(line[0]) || line.Count(c => c == '|') < 2)
            return false;
        string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
        // "3 | 01/19/2025 | 22:52:41 | ...": a number, then date and time apart.
        if (cells.Length > 4 && cells[0].All(char.IsAsciiDigit))
            cells = cells[1..];
        if (cells.Length > 3 && Date().IsMatch(cells[0]) && TimePrefix.IsTime(cells[1]))
            cells = [$"{cells[0]} {cells[1]}", .. cells[2..]];
        if (
            !TimePrefix.IsTime(cells[0]) && !Date().IsMatch(cells[0].Split(' ')[0])
            || AlarmWords.Came(cells[^1]) is not { } came
        )
            return false;
        var level = Array.Find(cells[1..^1], cell => cell is "A" or "E" or "W" or "I") ?? "";
        string[] text = [.. cells[1..^1].Where(cell => cell.Length > 0 && cell != level && !Priority().IsMatch(cell))];
        if (text.Length == 0)
            return false;
        var message = string.Join(' ', text);
        table.Add(
            new LogEvent(cells[0], level.Length > 0 ? LogForm.Of(level) : EventLevel.Error, $"{message} {cells[^1]}")
            {
                Printed = level,
                Key = message,
                IsActive = came,
            }
        );
        return true;
    }

    // "LAB:GAUGE1 2031-04-02 11:20:31.104 3.2e-07 mbar", "LAB:GAUGE4 *** disconnected"
    private static bool TryVariable(string line, TableBuilder table)
    {
        if (Lost().Match(line) is { Success: true } lost)
        {
            table.Add(lost.Groups["n"].Value, SignalValue.Missing);
            return true;
        }

        if (Variable().Match(line) is not { Success: true } match)
            return false;
        var read = ValueReader.Read(match.Groups["v"].Value);
        if (!read.IsNumber)
            return false;
        table.Add(match.Groups["n"].Value, read, match.Groups["t"].Value);
        if (match.Groups["s"].Value.Trim() is { Length: > 0 } state)
            table.Add(match.Groups["n"].Value + "/status", ValueReader.Read(state));
        return true;
    }

    // "hive3 2031-05-20 06:00 weight=38.42kg brood=34.8C"
    private static bool TryNamedTime(string line, TableBuilder table) =>
        NamedTime().Match(line) is { Success: true } match
        && PairForm.TryRead(match.Groups["f"].Value, match.Groups["n"].Value + "/", match.Groups["t"].Value, table);

    // "analog-input 1  "Supply Temp"  present-value 6.1  degrees-celsius"
    private static bool TryObject(string line, TableBuilder table)
    {
        if (
            !line.Contains("present-value", StringComparison.OrdinalIgnoreCase)
            || Object().Match(line) is not { Success: true } match
        )
            return false;
        var read = ValueReader.Read(match.Groups["s"].Success ? match.Groups["s"].Value : match.Groups["v"].Value);
        var unit = match.Groups["u"].Value switch
        {
            "degrees-celsius" => "°C",
            "degrees-fahrenheit" => "°F",
            "percent" => "%",
            "kilowatts" => "kW",
            "cubic-meters-per-hour" => "m³/h",
            var other => other,
        };
        table.Add(match.Groups["n"].Value, read.IsNumber && unit.Length > 0 ? read with { Unit = " " + unit } : read);
        return true;
    }

    // "2031-03-04 10:27:01 1.1.14 -> 3/1/7 (Living temp) DPT 9.001 21.46 °C": telegrams of KNX groups.
    private static bool TryTelegram(string line, TableBuilder table)
    {
        if (!line.Contains("->", StringComparison.Ordinal) || Telegram().Match(line) is not { Success: true } match)
            return false;
        string rest = match.Groups["r"].Value,
            address = match.Groups["a"].Value;
        var name = Bracket().Match(rest) is { Success: true } named ? named.Groups["n"].Value.Trim() : address;
        rest = Bracket().Replace(rest, " ", 1);
        var value = PointType().Replace(rest, " ").Trim(' ', ',', ':', '=');
        table.Add(name, ValueReader.Read(Gaps().Replace(value, " ")), TimePrefix.Split(line).Time);
        if (name != address)
            table.Alias(name, address);
        return true;
    }

    [GeneratedRegex(@"\d{1,2}\.\d{1,2}\.\d{1,3}\s*->\s*(?<a>\d{1,2}/\d{1,2}/\d{1,3})\b[: ]*(?<r>\S.*)$")]
    private static partial Regex Telegram();

    [GeneratedRegex(@"\((?<n>[^()]*[A-Za-z][^()]*)\)|""(?<n>[^""]+)""")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\b(?:GroupValue_?)?(?:write|read|response)\b|\bDPT ?\d+\.\d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex PointType();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gaps();

    [GeneratedRegex(
        @"^[\w-]+[ ,:]\s*\d+\s+""(?<n>[^""]+)""\s+present-value:?\s+(?<v>\S+)(?:\s+(?<u>[a-z][a-z-]+))?(?:\s+\((?<s>[A-Za-z ]+)\))?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Object();

    [GeneratedRegex(@"^\d{2}/\d{2}/\d{4}$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?:prio(?:rity)?|class|cat|sev(?:erity)?)?\s*\d$", RegexOptions.IgnoreCase)]
    private static partial Regex Priority();

    [GeneratedRegex(@"^(?<n>[A-Za-z][\w:.\-/]*)\s+\*{3}\s*(?:disconnected|not connected|no data|timeout)\b")]
    private static partial Regex Lost();

    [GeneratedRegex(
        @"^(?<n>[A-Za-z][\w:.\-/]*[\w])\s+(?<t>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s+(?<v>[+\-]?\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?(?:\s?[%°A-Za-zµ/³²]+)?)(?<s>(?:\s+[A-Z][A-Z_]+)*)$"
    )]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"^(?<n>[A-Za-z][\w.\-]*)\s+(?<t>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)\s+(?<f>[A-Za-z_]\w*=\S+(?:\s+[A-Za-z_]\w*=\S+)+)$"
    )]
    private static partial Regex NamedTime();
}
