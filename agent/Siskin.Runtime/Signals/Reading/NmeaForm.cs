using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Sentences of ships' and satellite receivers' instruments (NMEA 0183): fields by their places.</summary>
internal static partial class NmeaForm
{
    private const int FirstField = 1;

    // Of each sentence the fields that people ask about: place, name, unit.
    private static readonly Dictionary<string, (int Place, string Name, string Unit)[]> Sentences = new(
        StringComparer.Ordinal
    )
    {
        ["GGA"] =
        [
            (6, "fix quality", ""),
            (7, "satellites used", ""),
            (8, "horizontal dilution hdop", ""),
            (9, "altitude", "m"),
        ],
        ["RMC"] = [(7, "speed over ground", "kn"), (8, "course over ground", "°")],
        ["VTG"] = [(1, "course over ground", "°"), (5, "speed over ground", "kn"), (7, "speed over ground km", "km/h")],
        ["GSV"] = [(3, "satellites in view", "")],
        ["GSA"] = [(2, "fix mode", ""), (15, "position dilution pdop", ""), (16, "horizontal dilution hdop", "")],
        ["DBT"] = [(3, "water depth", "m"), (1, "water depth feet", "ft")],
        ["DPT"] = [(1, "water depth", "m"), (2, "transducer offset", "m")],
        ["DBS"] = [(3, "depth below surface", "m")],
        ["DBK"] = [(3, "depth below keel", "m")],
        ["MTW"] = [(1, "water temperature", "°C")],
        ["MTA"] = [(1, "air temperature", "°C")],
        ["MMB"] = [(3, "barometric pressure", "bar")],
        ["MHU"] = [(1, "relative humidity", "%")],
        ["HDT"] = [(1, "heading true", "°")],
        ["HDM"] = [(1, "heading magnetic", "°")],
        ["HDG"] = [(1, "heading magnetic", "°")],
        ["ROT"] = [(1, "rate of turn", "°/min")],
        ["VHW"] = [(5, "speed through water", "kn")],
        ["VLW"] = [(1, "distance total", "nm"), (3, "distance trip", "nm")],
        ["RSA"] = [(1, "rudder angle", "°")],
        ["XTE"] = [(3, "cross track error", "nm")],
    };

    /// <summary>
    /// Reads <c>$YXMTW,16.3,C*16</c>, maybe behind what a program wrote before it; a known sentence without fields that
    /// are read is one too.
    /// </summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        var at = line.AsSpan().IndexOfAny('$', '!');
        if (at < 0 || line.Length < at + 6)
            return false;
        var received = "";
        if (at > 0)
        {
            (received, var rest) = TimePrefix.Split(line);
            // "gateway: got $YXMTW,16.3,C*16": a checksum tells a sentence from what is said about one.
            if (received.Length == 0 || rest is not ['$' or '!', ..])
                rest = IsSummed(line[at..]) && !Doubted().IsMatch(line[..at]) ? line[at..] : "";
            line = rest;
        }

        if (Sentence().Match(line) is not { Success: true } match)
            return false;
        string[] fields = [match.Groups["t"].Value, .. match.Groups["f"].Value.Split(',')];
        var type = match.Groups["t"].Value;
        if (type == "RPM")
            Turning(fields, received, table);
        else if (type == "MWV")
            Wind(fields, received, table);
        else if (type == "XDR")
            Transducers(fields, received, table);
        else if (type == "RMC")
            Fix(fields, 3, received, table);
        else if (type == "GLL")
            Fix(fields, 1, received, table);
        if (type == "RMC" && fields.Length > 9)
            Dated(fields, received, table);
        foreach ((var place, var name, var unit) in Sentences.GetValueOrDefault(type, []))
            if (place < fields.Length)
                table.Add(name, Read(fields[place], unit), received.Length > 0 ? received : Time(type, fields));
        return true;
    }

    // "$ERRPM,E,2,1765,,A": engine 2, or shaft 2.
    private static void Turning(string[] fields, string received, TableBuilder table)
    {
        if (fields.Length > 3)
            table.Add($"{(fields[1] == "S" ? "shaft" : "engine")} {fields[2]}/rpm", Read(fields[3], "rpm"), received);
    }

    // An angle, relative or true, then a speed in one of four units.
    private static void Wind(string[] fields, string received, TableBuilder table)
    {
        if (fields.Length < 5)
            return;
        var kind = fields[2] == "T" ? "true wind" : "apparent wind";
        var unit = fields[4] switch
        {
            "K" => "km/h",
            "M" => "m/s",
            "S" => "mph",
            _ => "kn",
        };
        table.Add(kind + " angle", Read(fields[1], "°"), received);
        table.Add(kind + " speed", Read(fields[3], unit), received);
    }

    // "5332.1234,N,00959.5678,E": degrees and minutes, as decimal degrees.
    private static void Fix(string[] fields, int at, string received, TableBuilder table)
    {
        if (fields.Length <= at + 3)
            return;
        table.Add("latitude", Degrees(fields[at], fields[at + 1]), received);
        table.Add("longitude", Degrees(fields[at + 2], fields[at + 3]), received);
    }

    private static SignalValue Degrees(string field, string side)
    {
        var point = field.IndexOf('.', StringComparison.Ordinal);
        if (
            point < 3
            || !ValueReader.TryNumber(field[..(point - 2)], out var degrees)
            || !ValueReader.TryNumber(field[(point - 2)..], out var minutes)
            || Math.Abs(degrees) > 180
            || Math.Abs(minutes) >= 60
        )
            return SignalValue.Missing;
        var value = decimal.Round(degrees + minutes / 60, 6) * (side is "S" or "W" ? -1 : 1);
        return new SignalValue(
            SignalKind.Number,
            value.ToString("0.######", CultureInfo.InvariantCulture),
            value,
            " °"
        );
    }

    // "A" and "300731": whether the receiver trusts what it says, and the day.
    private static void Dated(string[] fields, string received, TableBuilder table)
    {
        table.Add(
            "receiver status",
            new SignalValue(SignalKind.Text, fields[2] == "A" ? "valid" : "invalid", 0, ""),
            received
        );
        if (fields[9].Length == 6 && fields[9].All(char.IsAsciiDigit))
            table.Add(
                "date",
                new SignalValue(SignalKind.Text, $"20{fields[9][4..]}-{fields[9][2..4]}-{fields[9][..2]}", 0, ""),
                received
            );
    }

    // Groups of four: kind, value, unit, name.
    private static void Transducers(string[] fields, string received, TableBuilder table)
    {
        for (var i = FirstField; i + 3 < fields.Length; i += 4)
            if (fields[i + 3].Length > 0)
                table.Add(
                    fields[i + 3],
                    Read(
                        fields[i + 1],
                        fields[i + 2] switch
                        {
                            "C" => "°C",
                            "B" => "bar",
                            "P" => fields[i] == "P" ? "Pa" : "%",
                            "D" => "°",
                            "V" => "V",
                            _ => "",
                        }
                    ),
                    received
                );
    }

    private static SignalValue Read(string field, string unit) =>
        ValueReader.Read(field) is { IsNumber: true } read
            ? read with
            {
                Unit = unit.Length > 0 ? " " + unit : "",
            }
            : SignalValue.Missing;

    private static string Time(string type, string[] fields) =>
        type is "GGA" or "RMC" && fields.Length > 1 && fields[1].Length >= 6
            ? $"{fields[1][..2]}:{fields[1][2..4]}:{fields[1][4..6]}"
            : "";

    // The sum is of all characters between "$" and "*", each laid over the others bit by bit.
    private static bool IsSummed(string sentence) =>
        Summed().Match(sentence) is { Success: true } match
        && match.Groups["f"].Value.Aggregate(0, (sum, c) => sum ^ c)
            == int.Parse(match.Groups["c"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[$!](?<f>[A-Z]{5},[^*]*)\*(?<c>[0-9A-Fa-f]{2})$")]
    private static partial Regex Summed();

    // "ERROR gps: checksum failed for $YXMTW,16.3,C*16" is an event, whatever the sentence says.
    [GeneratedRegex(
        @"(?<![a-z])(?:fatal|err|error|crit|critical|alarm|fault|severe|emerg|alert|panic|warn|warning|wrn|notice|checksum|crc|invalid|discard\w*|fail\w*|bad|wrong|drop\w*|reject\w*|ignor\w*|corrupt\w*|malformed|unknown|unparsed|unparseable|unsupported|mismatch|garbled)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Doubted();

    [GeneratedRegex(@"^[$!][A-Z]{2}(?<t>[A-Z]{3}),(?<f>[^*]*)(?:\*[0-9A-Fa-f]{2})?$")]
    private static partial Regex Sentence();
}
