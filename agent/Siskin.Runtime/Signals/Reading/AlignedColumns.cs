namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose columns are told by their rows: where all rows have a blank, a column ends. Headings of several words,
/// right-aligned ones and empty cells do not confuse it.
/// </summary>
internal static class AlignedColumns
{
    private const int MinColumns = 3;
    private const int MinRows = 2;

    /// <summary>Cuts a heading and the rows below it; false where they do not fit.</summary>
    public static bool TryCut(ReadOnlySpan<string> lines, out string[] head, out List<string[]> rows)
    {
        (head, rows) = ([], []);
        if (lines.Length < MinRows + 1 || lines[0].Contains('\t', StringComparison.Ordinal))
            return false;
        string[] body = [.. lines[1..]];
        if (
            !lines[0].Contains("  ", StringComparison.Ordinal)
            || Array.Exists(body, line => line.Contains('\t', StringComparison.Ordinal))
        )
            return false;
        var words = PlacedWord.Of(lines[0]);
        if (words.Count < MinColumns)
            return false;
        var columns = Columns(body);
        var names = Named(words, columns);
        Merge(columns, names);
        if (columns.Count < MinColumns || names.Exists(name => name.Length == 0))
            return false;
        head = [.. names];
        foreach (var line in body)
            rows.Add([.. columns.Select(column => Cell(line, column.From, column.To))]);
        return rows.TrueForAll(row => row.Count(cell => cell.Length > 0) > row.Length / 2);
    }

    // Runs of places where some row has a letter.
    private static List<(int From, int To)> Columns(string[] rows)
    {
        var length = rows.Max(row => row.Length);
        var columns = new List<(int, int)>();
        var from = -1;
        for (var i = 0; i <= length; i++)
        {
            var isBlank = i == length || Array.TrueForAll(rows, row => i >= row.Length || row[i] == ' ');
            if (!isBlank && from < 0)
                from = i;
            if (!isBlank || from < 0)
                continue;
            columns.Add((from, i));
            from = -1;
        }

        return columns;
    }

    // Every word of the heading belongs to the column that it stands over, or to the nearest one.
    private static List<string> Named(List<PlacedWord> words, List<(int From, int To)> columns)
    {
        var names = columns.Select(_ => "").ToList();
        foreach ((var from, var to, var text) in words)
        {
            // Over a gap: the next column to the right, whose numbers end where its heading does.
            var best = Enumerable
                .Range(0, columns.Count)
                .MinBy(i =>
                    Distance(from, to, columns[i].From, columns[i].To) is var apart && apart > 0 && columns[i].To >= to
                        ? 0
                        : apart
                );
            names[best] = names[best].Length > 0 ? $"{names[best]} {text}" : text;
        }

        return names;
    }

    // How far apart two spans are; below zero by as much as they share.
    private static int Distance(int from, int to, int start, int end) => Math.Max(from, start) - Math.Min(to, end);

    // What has no heading of its own is a part of what stands before it.
    private static void Merge(List<(int From, int To)> columns, List<string> names)
    {
        for (var i = columns.Count - 1; i > 0; i--)
        {
            if (names[i].Length > 0)
                continue;
            columns[i - 1] = (columns[i - 1].From, columns[i].To);
            columns.RemoveAt(i);
            names.RemoveAt(i);
        }
    }

    private static string Cell(string line, int from, int to) =>
        from >= line.Length ? "" : line[from..Math.Min(to, line.Length)].Trim();
}
