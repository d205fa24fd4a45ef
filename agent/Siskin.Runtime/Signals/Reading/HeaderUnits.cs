namespace Siskin.Runtime.Signals.Reading;

/// <summary>The rows below the header of a data logger's table that say units and kinds of values.</summary>
internal static class HeaderUnits
{
    /// <summary>
    /// Takes rows without a number that stand before rows of numbers away, and the units that one of them says.
    /// </summary>
    /// <param name="rows">The rows below the header; those of units are removed.</param>
    /// <param name="units">Receives the unit of each column that has one.</param>
    public static void Take(List<string[]> rows, string[] units)
    {
        var first = rows.FindIndex(row => row.Any(cell => ValueReader.Read(cell).IsNumber));
        if (
            first is not (1 or 2)
            || rows.Count - first <= 1
            || !rows.Take(first)
                .All(row => row.Count(cell => cell.Length > 0 && cell.Length < 8) == row.Count(cell => cell.Length > 0))
            || !rows.Skip(first).All(row => row.Any(cell => ValueReader.Read(cell).IsNumber))
        )
            return;
        // The row that is closest to the header says the units, where all of it are such.
        var said = rows.Find(row =>
            Array.TrueForAll(
                row,
                cell =>
                    cell.Length == 0
                    || ValueReader.IsUnit(cell)
                    || ColumnUnits.Spelled(cell).Length > 0
                    || cell.StartsWith("hh:mm", StringComparison.OrdinalIgnoreCase)
            ) && row.Any(cell => cell.Length > 0 && ColumnUnits.IsSaid(cell))
        );
        for (var i = 0; said is not null && i < said.Length; i++)
            units[i] = ColumnUnits.Spelled(said[i]) is { Length: > 0 } spelled ? spelled : said[i];
        rows.RemoveRange(0, first);
    }
}
