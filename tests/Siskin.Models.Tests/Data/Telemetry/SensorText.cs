using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siskin.Models.Tests.Data.Telemetry;

/// <summary>
/// Reads printed sensor text back, knowing nothing of how it was made: names, values as printed, limits, times.
/// </summary>
internal static partial class SensorText
{
    /// <summary>One printed value.</summary>
    /// <param name="Path">Names from the outermost to the innermost.</param>
    /// <param name="Value">As printed, unit included.</param>
    /// <param name="Limit">The limit printed with it, or null.</param>
    internal sealed record Entry(string[] Path, string Value, string? Limit)
    {
        public decimal Number => decimal.Parse(NumberAtStart().Match(Value).Value);

        public bool IsMissing => Value is "null" or "unavailable" or "nan" or "n/a" or "none";

        /// <summary>The name that answers use: the device for grouped text, else the whole key.</summary>
        public bool IsNamed(string name) => string.Join('.', Path) == name || Path[^1] == name || Path[0] == name;
    }

    /// <summary>The signals of a snapshot.</summary>
    public static List<Entry> Entries(string text)
    {
        if (text.StartsWith("{\"", StringComparison.Ordinal))
            return Json([], text);
        var lines = text.Split('\n');
        if (lines[0].StartsWith("zigbee2mqtt/", StringComparison.Ordinal))
            return
            [
                .. lines.SelectMany(line =>
                    Json(
                        [line[12..line.IndexOf(' ', StringComparison.Ordinal)]],
                        line[line.IndexOf('{', StringComparison.Ordinal)..]
                    )
                ),
            ];
        if (CsvHeader().IsMatch(lines[0]))
            return [.. lines.Skip(1).Select(line => Csv(lines[0].Split(','), line.Split(',')))];
        if (lines.All(line => InfluxPeer().IsMatch(line)))
            return
            [
                .. lines
                    .Select(line => InfluxPeer().Match(line))
                    .Select(m => new Entry([m.Groups[2].Value], m.Groups[3].Value.Trim('"'), null)),
            ];
        if (lines.All(line => InfluxDevice().IsMatch(line)))
            return [.. lines.SelectMany(Influx)];
        if (InventedText.TryRead(text) is { } loose)
            return loose;
        if (lines.Length == 1 && PairsLine().IsMatch(text))
            return Pairs(text);
        if (lines[0].StartsWith('|'))
            return
            [
                .. lines
                    .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                    .Select(cells => new Entry([cells[1]], cells[2], cells.Length > 4 ? cells[3] : null)),
            ];
        if (lines.Length == 1 && (text.Contains(';') || SemicolonPart().IsMatch(text)))
            return
            [
                .. text.Split(';')
                    .Select(part => SemicolonPart().Match(part))
                    .Select(m => new Entry([m.Groups[1].Value], m.Groups[2].Value, Optional(m.Groups[3]))),
            ];
        return
        [
            .. lines
                .Select(line => NameValueLine().Match(line))
                .Select(m => new Entry([m.Groups[1].Value], m.Groups[2].Value, Optional(m.Groups[3]))),
        ];
    }

    /// <summary>The numbers of a series, with the time of each where one is printed.</summary>
    public static List<(string Time, string Value)> Series(string text)
    {
        var lines = text.Split('\n');
        if (AtLine().IsMatch(text))
            return [.. AtLine().Matches(text).Select(m => (m.Groups[2].Value, m.Groups[1].Value))];
        if (Time().Match(text) is { Success: true } time)
            return
            [
                .. (ValueBefore().IsMatch(text[..time.Index].Split('\n')[^1]) ? ValueThenTime() : TimeThenValue())
                    .Matches(text)
                    .Select(m => (m.Groups["time"].Value, m.Groups["value"].Value)),
            ];
        var unnamed = SeriesName().Replace(text, "", 1);
        if (InventedNumbers().IsMatch(unnamed))
            return [.. AnyNumber().Matches(unnamed).Select(m => ("", m.Value))];
        if (lines.Length > 1)
            return [.. lines.Select(line => ("", LastNumber().Match(line).Groups[1].Value))];
        // Names may hold digits: the numbers are what follows the name and its separator.
        var numbers = NumberList().Match(text).Groups[1].Value;
        return [.. AnyNumber().Matches(numbers).Select(m => ("", m.Value))];
    }

    private static List<Entry> Json(string[] path, string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. Leaves(path, document.RootElement)];
    }

    private static IEnumerable<Entry> Leaves(string[] path, JsonElement element)
    {
        var limit = element.TryGetProperty("limit", out var max) ? max.GetRawText() : null;
        foreach (var property in element.EnumerateObject())
        {
            string[] inner = [.. path, property.Name];
            if (property.Name is "Time" or "TempUnit" or "limit")
                continue;
            if (property.Value.ValueKind == JsonValueKind.Object)
                foreach (var entry in Leaves(inner, property.Value).ToArray())
                    yield return entry;
            else
                yield return new Entry(inner, property.Value.GetRawText().Trim('"'), limit);
        }
    }

    private static Entry Csv(string[] header, string[] cells)
    {
        var unit = Array.IndexOf(header, "unit") is > 0 and var u && cells[u].Length > 0 ? " " + cells[u] : "";
        var limit = Array.IndexOf(header, "limit") is > 0 and var l ? cells[l] : null;
        return new Entry([cells[0]], cells[1] + unit, limit);
    }

    private static IEnumerable<Entry> Influx(string line)
    {
        var parts = line.Split(' ');
        return parts[1]
            .Split(',')
            .Select(field => field.Split('='))
            .Select(field => new Entry([parts[0].Split(',')[0], field[0]], field[1].Trim('"'), null));
    }

    private static List<Entry> Pairs(string line)
    {
        var entries = new List<Entry>();
        foreach (Match match in Pair().Matches(line))
        {
            (var key, var value) = (match.Groups[1].Value, match.Groups[2].Value);
            if (key is "limit" or "max")
                entries[^1] = entries[^1] with { Limit = value };
            else
                entries.Add(new Entry([key], value, null));
        }
        return entries;
    }

    private static string? Optional(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"^-?\d+(\.\d+)?")]
    private static partial Regex NumberAtStart();

    [GeneratedRegex(@"^(name|signal|id),value")]
    private static partial Regex CsvHeader();

    [GeneratedRegex(@"^(?:\w+),(name|dev|id|loc)=(\S+) value=(\S+)$")]
    private static partial Regex InfluxPeer();

    [GeneratedRegex(@"^[\w-]+(,(site=a|host=gw1|line=2|loc=hall))? \w+=[^ ,=]+(,\w+=[^ ,=]+)*( \d{10})?$")]
    private static partial Regex InfluxDevice();

    [GeneratedRegex(@"(^|[\s:])[^\s=,]+=\S+")]
    private static partial Regex PairsLine();

    [GeneratedRegex(@"([^\s=,]+)=([^\s=,]+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^([^:\s]+):(\S.*?)(?: \(?(?:limit|max) ([^)]+)\)?)?$")]
    private static partial Regex SemicolonPart();

    [GeneratedRegex(@"^(?:-?[\d.]+?)(?:[^\w.-]+-?\d+(?:\.\d+)?|(?<=\d)\.\.-?\d+(?:\.\d+)?)+$")]
    private static partial Regex InventedNumbers();

    [GeneratedRegex(@"^[A-Za-z](?:[\w./-]*\w)?\W+?(?=-?\d)")]
    private static partial Regex SeriesName();

    [GeneratedRegex(@"\d\d:\d\d(?::\d\d)?")]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<![\w.])-?\d+(?:\.\d+)?\D+$")]
    private static partial Regex ValueBefore();

    [GeneratedRegex(@"(?<value>-?\d+(?:\.\d+)?)[^\d]{1,7}(?<time>\d\d:\d\d(?::\d\d)?)")]
    private static partial Regex ValueThenTime();

    [GeneratedRegex(@"(?<time>\d\d:\d\d(?::\d\d)?)[^\d-]{1,4}(?<value>-?\d+(?:\.\d+)?)")]
    private static partial Regex TimeThenValue();

    [GeneratedRegex(@"^(\S+?)(?: -> |: ?| )(\S.*?)(?: \(?(?:limit|max) ([^)]+)\)?)?$")]
    private static partial Regex NameValueLine();

    [GeneratedRegex(@"(-?\d+(?:\.\d+)?) @(\d\d:\d\d(?::\d\d)?)")]
    private static partial Regex AtLine();

    [GeneratedRegex(@"(-?\d+(?:\.\d+)?)\}?$")]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"(?:^|[: =\[])((?:-?\d+(?:\.\d+)?(?:, |,| )?){4,})\]?\}?$")]
    private static partial Regex NumberList();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    internal static partial Regex AnyNumber();
}
