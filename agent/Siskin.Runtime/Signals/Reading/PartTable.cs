namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// A table that is a part of a text: a heading, at least three rows of as many cells, and lines of other kinds before
/// and behind it.
/// </summary>
internal static class PartTable
{
    private const int LeastRows = 3;
    private const int LeastColumns = 3;

    // Lines that may stand before the heading.
    private const int MostBefore = 16;

    /// <summary>Reads the first such table, and the lines around it by themselves; false where there is none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        foreach (var mark in (string[])["  ", ";", "\t", "|", ","])
            for (var at = 0; at < Math.Min(lines.Length - LeastRows, MostBefore); at++)
            {
                if (Head(lines[at], mark) is not { } head)
                    continue;
                var rows = new List<string[]>();
                var end = at + 1;
                for (; end < lines.Length; end++)
                {
                    if (TableForm.Ruler().IsMatch(lines[end]))
                        continue;
                    var row = TableCells.Of(lines[end], mark);
                    if (row.Length != head.Length)
                        break;
                    rows.Add(row);
                }

                if (rows.Count < LeastRows || !Measures(rows, head.Length))
                    continue;
                new TableColumns(head, rows).Fill(table);
                string[] around = [.. lines[..at].Concat(lines[end..]).Where(line => !TableForm.Ruler().IsMatch(line))];
                SignalReader.Around(around, table);
                return true;
            }

        return false;
    }

    private static string[]? Head(string line, string mark)
    {
        if (line.Trim().Length == 0 || line.StartsWith("ID#", StringComparison.Ordinal))
            return null;
        var head = TableCells.Of(line, mark);
        // "BI:7  Pump_Run  active" is a row.
        if (
            head[0].IndexOf(':') is > 0 and var colon
            && colon + 1 < head[0].Length
            && char.IsAsciiDigit(head[0][colon + 1])
        )
            return null;
        return
            head.Length >= LeastColumns
            && Array.TrueForAll(head, cell => cell.Length is > 0 and < 40 && !cell.StartsWith('|'))
            && head.Distinct().Count() == head.Length
            && TableForm.IsHeader(head)
            ? head
            : null;
    }

    // A column of numbers, where any is missing maybe.
    private static bool Measures(List<string[]> rows, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            var column = i;
            var values = rows.ConvertAll(row => ValueReader.Read(row[column]).Kind);
            if (
                values.Contains(SignalKind.Number)
                && values.TrueForAll(kind => kind is SignalKind.Number or SignalKind.Missing)
            )
                return true;
        }

        return false;
    }
}
