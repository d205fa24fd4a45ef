namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose columns are dates and whose rows are signals: <c>Meter;Unit;01.01.2031;01.04.2031</c>.
/// </summary>
internal static class DatedColumns
{
    private const int LeastDates = 2;

    /// <summary>Reads the rows below such a heading; false where it is none.</summary>
    public static bool TryRead(string[] head, List<string[]> rows, TableBuilder table)
    {
        if (head.Length < LeastDates + 1 || rows.Count == 0)
            return false;
        var first = Array.FindIndex(head, TimePrefix.IsTime);
        if (
            first < 1
            || head.Length - first < LeastDates
            || !head.Skip(first).All(TimePrefix.IsTime)
            || !head.Take(first).All(cell => cell.Length == 0 || cell.Any(char.IsLetter))
        )
            return false;
        var unit = Array.FindIndex(
            head,
            cell => cell.Equals("unit", StringComparison.OrdinalIgnoreCase) || cell == "Einheit"
        );
        var numbers = new ColumnNumbers(rows);
        foreach (var row in rows)
        {
            var name = string.Join(' ', row.Take(first).Where((cell, i) => i != unit && cell.Length > 0));
            for (var i = first; i < row.Length && name.Length > 0; i++)
            {
                var read = numbers.Read(row[i]);
                if (read is { IsNumber: true, Unit.Length: 0 } && unit >= 0 && row[unit].Length > 0)
                    read = read with { Unit = " " + row[unit] };
                table.Add(name, read, head[i]);
            }
        }

        return true;
    }
}
