using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Several fields on a line, <c>id=B5 temp=3 C limit=8</c>, and whose they are.</summary>
internal static partial class KeyedFields
{
    /// <summary>Reads all fields of a line; false when it holds fewer than two.</summary>
    public static bool TryRead(string line, string prefix, string time, TableBuilder table)
    {
        if (!line.Contains('=', StringComparison.Ordinal) || KeyValue().Matches(line) is not { Count: > 1 } fields)
            return false;
        // "hopper9 load=3,tension=4": whose they are is said by no form.
        if (
            fields[0].Index > 0
            && line.AsSpan(0, fields[0].Index).ContainsAnyInRange('0', 'z')
            && line.AsSpan(0, fields[0].Index).Trim().ContainsAnyExceptInRange('!', '~') is false
            && prefix.Length == 0
            && time.Length == 0
        )
        {
            // "Cistern raw=0412 value=412": blanks part the fields from each other, and from what has them.
            if (Spaced().IsMatch(line))
                prefix = line[..fields[0].Index].Trim() + "/";
            else
                table.Doubt();
        }

        // "id=B5 temp=3 id=..." says itself whose the fields are.
        if (
            prefix.Length == 0
            && fields.FirstOrDefault(field => IsName(field.Groups["k"].Value)) is { } called
            && called.Groups["v"].Value.Any(char.IsLetter)
        )
            prefix = called.Groups["v"].Value + "/";
        var at =
            fields
                .FirstOrDefault(field =>
                    field.Groups["k"].Value is "time" or "ts" or "utc" or "timestamp" or "t" or "date" or "datetime"
                    && TimePrefix.IsTime(field.Groups["v"].Value)
                )
                ?.Groups["v"]
                .Value
            ?? time;
        var last = "";
        var end = 0;
        var owner = "";
        foreach (Match field in fields)
        {
            var key = field.Groups["k"].Value;
            // "heater_bed: target=70 temp=69.8": whose they are from here on.
            if (end > 0 && Owner().Match(line[end..field.Index]) is { Success: true } named)
                (owner, last) = (named.Groups["n"].Value + "/", "");
            end = field.Index + field.Length;
            key = owner + key;
            var read = Measured(line, field);
            // "speed=732 limit=765": the limit of what stands before it.
            if (last.Length > 0 && read.IsNumber && field.Groups["k"].Value is "limit" or "max" or "min")
            {
                table.Limit(prefix + last, key == "min" ? read.Number : null, key == "min" ? null : read.Number);
                continue;
            }

            table.Add(prefix + key, read, at);
            last = key;
        }

        return true;
    }

    // "speed=732 rpm torque=4 Nm": the unit behind a blank.
    private static SignalValue Measured(string line, Match field)
    {
        var read = ValueReader.Read(field.Groups["v"].Value);
        var end = field.Index + field.Length;
        if (read is not { IsNumber: true, Unit.Length: 0 } || end + 1 >= line.Length || line[end] != ' ')
            return read;
        var stop = line.IndexOfAny([' ', ',', ';', ')'], end + 1);
        var unit = line[(end + 1)..(stop < 0 ? line.Length : stop)];
        return ValueReader.IsKnownUnit(unit) || unit is "C" or "F" or "V" or "A" or "W" or "s" or "h" or "min" or "m"
            ? read with
            {
                Unit = " " + unit,
            }
            : read;
    }

    /// <summary>Whether a field of this name says whose the others are.</summary>
    public static bool IsName(string key) =>
        key
            is "id"
                or "name"
                or "sensor"
                or "device"
                or "node"
                or "host"
                or "station"
                or "dev"
                or "entity"
                or "entity_id"
                or "device_id"
                or "sensor_id"
                or "node_id";

    [GeneratedRegex("""^[A-Za-z][\w.-]*(?:\s+[A-Za-z_@][\w.-]*=(?:"[^"]*"|[^\s,;="]*)){2,}\s*$""")]
    private static partial Regex Spaced();

    [GeneratedRegex(@"(?:^|\s)(?<n>[A-Za-z_][\w.-]*):\s*$")]
    private static partial Regex Owner();

    [GeneratedRegex(
        @"(?<k>[A-Za-z_][\w./:-]*)=(?:""(?<v>[^""]*)""|(?<v>\d{1,3}(?:,\d{3})+(?![\d,])[^\s,;]*|[A-Za-z]\w*(?:,[A-Za-z]\w*)+(?![\w=])|[^\s,;]*))"
    )]
    private static partial Regex KeyValue();
}
