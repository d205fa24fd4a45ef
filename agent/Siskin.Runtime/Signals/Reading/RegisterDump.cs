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
            || found.Count < 2 * rest.Count
            || found.Select(one => one.Name).Distinct().Count() * 2 < found.Count
            || found.Exists(one => !Plain().IsMatch(one.Address)) && !Array.Exists(lines, line => Said().IsMatch(line))
            || rest.Exists(line => Gap().Split(line.Trim()).Length > LeastCells)
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
        // The only cell of words is what it means; numbers follow it.
        var name = Array.FindIndex(cells, 1, IsName);
        return name > 0 && name < cells.Length - 1 && name <= 3
            ? (address.Groups["a"].Value, cells[name], cells[^1])
            : null;
    }

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

    [GeneratedRegex(@"^(?:0x[0-9A-Fa-f]+ \d+|(?:DB\d+\.DB[XBWD]|%[IQM])\S+ \S+)$")]
    private static partial Regex Hex();

    [GeneratedRegex(
        @"^(?:u?int\d*|u?dint|word|dword|real|bool|float\d*|s?16|u16|s32|u32|rw?|ro)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Type();
}
