using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Registers as they are listed with what they mean: an address, raw values, a name, a scale, and last the value
/// itself, <c>40008  0x01F4  500  Frequency  x0.1  50.0 Hz</c>.
/// </summary>
internal static partial class RegisterDump
{
    private const int Least = 3;
    private const int LeastCells = 3;

    /// <summary>Reads a text most of whose lines are such; adds nothing of any other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var found = new List<(string Address, string Name, string Value)>();
        var rest = new List<string>();
        foreach (var line in lines)
        {
            if (line.Trim().Length == 0)
                continue;
            if (Read(line) is { } one)
                found.Add(one);
            else
                rest.Add(line);
        }

        // Nearly every text ends at the first of these.
        if (
            found.Count < Least
            || found.Count < rest.Count * (Array.TrueForAll(lines, line => !Said().IsMatch(line)) ? 2 : 1)
            || found.Select(one => one.Name).Distinct().Count() * 2 < found.Count
            || found.Exists(one => !Plain().IsMatch(one.Address)) && !Array.Exists(lines, line => Said().IsMatch(line))
            || rest.Exists(line => Gap().Split(line.Trim()).Length > LeastCells)
            || found.TrueForAll(one => one.Value.Length == 0)
        )
            return false;
        foreach (var (address, name, value) in found)
        {
            var read = ValueReader.Read(value.Equals("invalid", StringComparison.OrdinalIgnoreCase) ? "" : value);
            table.Add(name, read);
            table.Alias(name, $"register {address}");
        }

        SignalReader.Lines([.. rest], table);
        return true;
    }

    private static (string Address, string Name, string Value)? Read(string line)
    {
        string[] cells = [.. Gap().Split(line.Trim()).SelectMany(Raw)];
        // "40011  (timeout, no response)"
        if (cells.Length == 2 && Address().Match(cells[0]) is { Success: true } silent && Silent().IsMatch(cells[1]))
            return (silent.Groups["a"].Value, $"register {silent.Groups["a"].Value}", "");
        if (
            cells.Length < LeastCells
            || Address().Match(cells[0]) is not { Success: true } address
            || Array.Exists(cells, TimePrefix.IsTime)
        )
            return null;
        // "4.312e+03  W"
        if (
            cells.Length > LeastCells
            && IsUnit(cells[^1])
            && ValueReader.Read(cells[^2]) is { IsNumber: true, Unit.Length: 0 }
        )
            cells = [.. cells[..^2], $"{cells[^2]} {cells[^1]}"];
        if (Noted(address.Groups["a"].Value, cells) is { } noted)
            return noted;
        // The only cell of words is what it means; numbers follow it.
        var name = Array.FindIndex(cells, 1, IsName);
        return name > 0 && name < cells.Length - 1 && name <= 3
            ? (address.Groups["a"].Value, cells[name], cells[^1])
            : null;
    }

    // "0x0041   ; heatsink, degC", "0x00D2  system_pressure  -> 210 bar", "0x0001  pump_enable  (1 = on)".
    private static (string Address, string Name, string Value)? Noted(string address, string[] cells)
    {
        var said = cells[^1];
        if (said.StartsWith("->", StringComparison.Ordinal) && cells.Length == LeastCells + 1 && IsName(cells[2]))
            return (address, cells[2].TrimEnd(' ', '?'), said[2..].Trim());
        if (said is ['(', .., ')'] && cells.Length == LeastCells + 1 && IsName(cells[2]) && Raw16().IsMatch(cells[1]))
            return (address, cells[2], Signed(cells[1], isSigned: false));
        if (
            cells.Length != LeastCells
            || !(said[0] is ';' or '#' || said.StartsWith("//", StringComparison.Ordinal))
            || !Raw16().IsMatch(cells[1])
        )
            return null;
        string[] parts = [.. said.TrimStart(';', '#', '/', ' ').Split(',').Select(part => part.Trim())];
        var value = Signed(cells[1], said.Contains("signed", StringComparison.OrdinalIgnoreCase));
        var unit = Array.Find(parts[1..], ValueReader.IsUnit) ?? "";
        // "ambient degC"
        var name = parts[0];
        if (unit.Length == 0 && name.LastIndexOf(' ') is > 0 and var at && IsShortUnit(name[(at + 1)..]))
            (name, unit) = (name[..at], name[(at + 1)..]);
        // "1=RUN 0=STOP"
        if (name.Contains('=', StringComparison.Ordinal))
            return Meaning().Matches(name).FirstOrDefault(one => one.Groups["k"].Value == value) is { } meant
                ? (address, $"register {address}", meant.Groups["w"].Value)
                : null;
        return name.Length > 0 ? (address, name, $"{value} {unit}".Trim()) : null;
    }

    // "hours" and "minutes" are words of a name.
    private static bool IsShortUnit(string word) =>
        ColumnUnits.Spelled(word).Length > 0 || word.Length < 5 && word is not "min" && IsUnit(word);

    private static string Signed(string raw, bool isSigned) =>
        ValueReader.TryNumber(raw, out var number)
            ? (
                isSigned && number is > short.MaxValue and <= ushort.MaxValue ? number - ushort.MaxValue - 1 : number
            ).ToString(CultureInfo.InvariantCulture)
            : raw;

    // "0xFFFF 65535" with one blank between.
    private static string[] Raw(string cell) => Hex().IsMatch(cell) ? cell.Split(' ') : [cell];

    private static bool IsUnit(string cell) => ValueReader.IsKnownUnit(cell) || cell is "C" or "F" or "V" or "A" or "W";

    private static bool IsName(string cell) =>
        cell.Length > 2
        && char.IsLetter(cell[0])
        && !Type().IsMatch(cell)
        && ValueReader.Read(cell).Kind == SignalKind.Text;

    [GeneratedRegex(@"\s{2,}|\t")]
    private static partial Regex Gap();

    [GeneratedRegex(
        @"^\[?(?:[A-Z]{2}\.?)?(?<a>\d{3,6}|0x[0-9A-Fa-f]{2,6}|DB\d+\.DB[XBWD]\d+(?:\.\d)?|%[IQM][XBWD]?\d+(?:\.\d+)?)\]?:?$"
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"regist|holding|\bcoil|modbus|slave|\bFC ?0?\d\b|\bDB\d+\.|%[IQM][XBWD]?\d",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Said();

    // Modbus numbers its registers by kinds.
    [GeneratedRegex("^[0134][0-9]{4,5}$|^0x|^DB|^%")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?<k>\d+) ?= ?(?<w>[A-Za-z]\w*)")]
    private static partial Regex Meaning();

    [GeneratedRegex(@"^(?:0x[0-9A-Fa-f]{1,4}|-?\d{1,5})$")]
    private static partial Regex Raw16();

    [GeneratedRegex(
        @"^\(?(?:read failed|timeout|no (?:response|answer|reply)|illegal|exception)\b.*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Silent();

    [GeneratedRegex(@"^(?:0x[0-9A-Fa-f]+ \d+|(?:DB\d+\.DB[XBWD]|%[IQM])\S+ \S+)$")]
    private static partial Regex Hex();

    [GeneratedRegex(
        @"^(?:u?int\d*|u?dint|word|dword|real|bool|float\d*|s?16|u16|s32|u32|rw?|ro)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Type();
}
