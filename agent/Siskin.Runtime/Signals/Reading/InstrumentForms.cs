using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What tools of the field print: <c>smartctl -A</c>, <c>mbpoll</c>, <c>ipmitool</c>.</summary>
internal static partial class InstrumentForms
{
    /// <summary>Reads one line of any of them.</summary>
    public static bool TryRead(string line, TableBuilder table) =>
        TrySmart(line, table) || TryRegister(line, table) || TryPipes(line, table);

    // "194 Temperature_Celsius 0x0022 107 098 000 Old_age Always - 43 (Min/Max 20/51)": the raw value is what people
    // ask for.
    private static bool TrySmart(string line, TableBuilder table)
    {
        if (
            line.Length == 0
            || !char.IsAsciiDigit(line[0])
            || !line.Contains("Pre-fail", StringComparison.Ordinal)
                && !line.Contains("Old_age", StringComparison.Ordinal)
            || Smart().Match(line) is not { Success: true } match
        )
            return false;
        var name = match.Groups["n"].Value;
        table.Add(name, ValueReader.Read(match.Groups["raw"].Value));
        table.Add(name + "/normalized", ValueReader.Read(match.Groups["v"].Value));
        table.Limit(
            name + "/normalized",
            ValueReader.TryNumber(match.Groups["thresh"].Value, out var low) ? low : null,
            null
        );
        if (match.Groups["failed"].Value is not ("-" or ""))
            table.Add(name + "/when_failed", ValueReader.Read(match.Groups["failed"].Value));
        return true;
    }

    // "[105]: 	65521 (-15)": the signed one where both are printed.
    private static bool TryRegister(string line, TableBuilder table)
    {
        if (line[0] != '[' || Register().Match(line) is not { Success: true } match)
            return false;
        table.Add(
            "register " + match.Groups["n"].Value,
            ValueReader.Read(match.Groups["signed"].Success ? match.Groups["signed"].Value : match.Groups["v"].Value)
        );
        return true;
    }

    // "FAN1 | 5600.000 | RPM | ok | 300.000 | ...", "CPU Temp | 41 degrees C | ok", "Temp | 01h | ok | 3.1 | 41 degrees
    // C"
    private static bool TryPipes(string line, TableBuilder table)
    {
        if (line.Count(c => c == '|') < 2)
            return false;
        string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
        if (cells[0].Length == 0 || !cells[0].Any(char.IsLetter) || !cells.Skip(1).Any(IsVerdict))
            return false;
        if (cells.Length == 5 && Numbered().IsMatch(cells[1]) && IsVerdict(cells[2]))
        {
            Listed(cells, table);
            return true;
        }

        var status = Array.FindIndex(cells, 1, IsVerdict);
        var value = status == 2 && cells[1].EndsWith('h') && cells.Length > 4 ? 4 : 1;
        var read = ValueReader.Read(Degrees().Replace(cells[value], "°$1"));
        // "M1|RUN|1450|72.1|OK" is a row of a table.
        if (read.Kind == SignalKind.Text && cells.Length > 4)
            return false;
        if (read.IsNumber && status == 3 && cells[2].Any(char.IsLetter))
            read = read with { Unit = " " + Degrees().Replace(cells[2], "°$1") };
        table.Add(cells[0], read);
        table.Add(cells[0] + "/status", ValueReader.Read(cells[status]));
        if (cells.Length >= 10)
            table.Limit(cells[0], Bound(cells[6]), Bound(cells[7]));
        return true;
    }

    // "Power Supply 1 | 06h | ok | 10.1 | 95 Watts, Presence detected": a value, events that are asserted, or both.
    private static void Listed(string[] cells, TableBuilder table)
    {
        var said = cells[4].Split(", ", 2, StringSplitOptions.TrimEntries);
        var read = ValueReader.Read(Degrees().Replace(said[0], "°$1"));
        if (read.IsNumber)
            table.Add(cells[0], read);
        table.Add(cells[0] + "/status", ValueReader.Read(cells[2]));
        var state = read.IsNumber ? string.Join(", ", said[1..]) : cells[4];
        if (state.Length > 0)
            table.Add(read.IsNumber ? cells[0] + "/state" : cells[0], ValueReader.Read(state));
    }

    private static decimal? Bound(string cell) => ValueReader.TryNumber(cell, out var bound) ? bound : null;

    private static bool IsVerdict(string cell) =>
        cell is "ok" or "nc" or "cr" or "nr" or "ns" or "na" or "OK" or "0x0000"
        || cell.StartsWith("0x", StringComparison.Ordinal) && cell.Length == 6;

    [GeneratedRegex(
        @"^(?<id>\d{1,3})\s+(?<n>[A-Za-z][\w-]*)\s+(?:0x[0-9a-fA-F]{4}\s+)?(?<v>\d{1,3})\s+(?<worst>\d{1,3})\s+(?<thresh>\d{1,3}|---)\s+(?:Pre-fail|Old_age)\s+(?:(?:Always|Offline)\s+)?(?:(?<failed>-|[A-Za-z_]+)\s+)?(?<raw>[\d,]+)"
    )]
    private static partial Regex Smart();

    [GeneratedRegex(@"^\[(?<n>\d+)\]:\s+(?<v>[+\-]?[\d.]+|0x[0-9A-Fa-f]+)(?:\s+\((?<signed>-\d+)\))?$")]
    private static partial Regex Register();

    [GeneratedRegex("^[0-9A-F]{2}h$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\s*degrees\s+([CF])\b")]
    private static partial Regex Degrees();
}
