namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows of a recording without any heading: a time, and as many numbers in each. Columns go by their number, the time's
/// being the first; the only one that changes is the value.
/// </summary>
internal static class BareColumns
{
    private const int LeastRows = 3;
    private const int LeastColumns = 3;

    private static readonly char[] Marks = [';', '\t', ','];

    /// <summary>Reads such rows; adds nothing of any other text.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[] body = [.. lines.Where(line => line.Trim().Length > 0)];
        if (body.Length < LeastRows || !char.IsAsciiDigit(body[0].TrimStart()[0]))
            return false;
        foreach (var mark in Marks)
        {
            var columns = body[0].Count(c => c == mark) + 1;
            if (
                columns < LeastColumns
                || MayBeDecimal(body, mark, columns)
                || Rows(body, mark, columns) is not { } rows
            )
                continue;
            var value = ValueColumn(rows, columns);
            foreach (var row in rows)
                for (var i = 1; i < columns; i++)
                    table.Add(i == value ? "value" : $"column {i + 1}", ValueReader.Read(row[i]), row[0]);
            return true;
        }

        return false;
    }

    // The only column that changes, unless it counts the rows; 0, which is the time's, for none.
    private static int ValueColumn(List<string[]> rows, int columns)
    {
        int[] changing = [.. Enumerable.Range(1, columns - 1).Where(i => Changes(rows, i))];
        return changing is [var only] && !IsCounter(rows, only) ? only : 0;
    }

    private static bool Changes(List<string[]> rows, int column) =>
        rows.Select(row => row[column]).Distinct().Count() > 1
        && rows.Exists(row => ValueReader.Read(row[column]).IsNumber);

    // 1, 2, 3: what counts the rows is not what they measure.
    private static bool IsCounter(List<string[]> rows, int column) =>
        rows.Zip(
                rows.Skip(1),
                (one, next) => ValueReader.Read(next[column]).Number - ValueReader.Read(one[column]).Number
            )
            .Distinct()
            .Count() == 1;

    // "10:00,21,5": commas that may be the decimal ones of half as many numbers part no columns.
    private static bool MayBeDecimal(string[] body, char mark, int columns) =>
        mark == ','
        && columns % 2 == 1
        && !Array.Exists(
            body,
            row => row[(row.IndexOf(mark, StringComparison.Ordinal) + 1)..].Contains('.', StringComparison.Ordinal)
        );

    private static List<string[]>? Rows(string[] body, char mark, int columns)
    {
        var rows = new List<string[]>(body.Length);
        foreach (var line in body)
        {
            var row = line.Split(mark, StringSplitOptions.TrimEntries);
            if (
                row.Length != columns
                || !TimePrefix.IsTime(row[0])
                || !Array.TrueForAll(
                    row[1..],
                    cell => ValueReader.Read(cell) is { Kind: SignalKind.Number or SignalKind.Missing }
                )
            )
                return null;
            rows.Add(row);
        }

        return rows.Exists(row => row.Skip(1).Any(cell => ValueReader.Read(cell).IsNumber)) ? rows : null;
    }
}
