using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows without a heading whose first column is a path, the next one its value, then perhaps its unit and when it was
/// measured, parted by tabs: <c>house/cellar/pump  27.5  bar  2031-05-02 10:00</c>.
/// </summary>
internal static partial class TabbedRows
{
    private const int LeastRows = 3;
    private const int LeastColumns = 3;
    private const int LongestUnit = 8;

    /// <summary>Reads such rows, each path once; adds nothing of any other text.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[][] rows =
        [
            .. lines
                .Where(line => line.Trim().Length > 0)
                .Select(line => line.Split('\t', StringSplitOptions.TrimEntries)),
        ];
        if (
            rows.Length < LeastRows
            || !Array.TrueForAll(rows, row => row.Length >= LeastColumns && Path().IsMatch(row[0]) && row[1].Length > 0)
            || !Array.TrueForAll(rows, row => row[2].Length == 0 || IsUnit(row[2]))
            || Array.Exists(rows, row => row[3..].Any(IsMore))
            || rows.Select(row => row[0]).Distinct().Count() < rows.Length
            || rows.Count(row => ValueReader.Read(row[1]).IsNumber) * 2 < rows.Length
        )
            return false;
        foreach (var row in rows)
        {
            var value = ValueReader.Read(row[1].Trim('"'));
            if (value.IsNumber && row[2].Length > 0)
                value = value with { Unit = " " + row[2] };
            table.Add(row[0], value, Array.Find(row[2..], TimePrefix.IsTime) ?? "");
        }

        return true;
    }

    // "Good" is none, although a word of four letters may be one behind a number.
    private static bool IsUnit(string cell) =>
        cell.Length is > 0 and <= LongestUnit
        && (
            cell.Length == 1 ? "%VAWJKNClmgsh".Contains(cell[0])
            : cell.Any(c => "°%²³µ/".Contains(c)) ? !cell.Any(char.IsAsciiDigit)
            : ValueReader.IsKnownUnit(cell)
        );

    // A limit or a second value would be lost.
    private static bool IsMore(string cell) => ValueReader.Read(cell).IsNumber && !TimePrefix.IsTime(cell);

    [GeneratedRegex(@"^[A-Za-z_][\w-]*(?:[./:][\w-]+)+$")]
    private static partial Regex Path();
}
