namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Columns whose heading is written as a comment, <c># time, level, flow</c>, maybe among other comments before
/// the first row: the heading is written plainly and the other comments are left out.
/// </summary>
internal static class CommentedHeading
{
    private const int LeastRows = 2;
    private const int LeastColumns = 3;

    private static readonly char[] Marks = [';', '\t', ','];

    /// <summary>The lines with such a heading written plainly; the same ones where there is none.</summary>
    public static string[] Plain(string[] lines)
    {
        string[] notes = [.. lines.TakeWhile(line => line.Trim().Length == 0 || IsNote(line)).Where(IsNote)];
        if (notes.Length == 0)
            return lines;
        string[] rows = [.. lines.Where(line => line.Trim().Length > 0 && !IsNote(line))];
        // A first row of words is a heading of its own, and samples with labels are no rows.
        if (
            rows.Length < LeastRows
            || !rows[0].Split(Marks, StringSplitOptions.TrimEntries).Any(IsMeasured)
            || Array.Exists(rows, row => row.Contains('{', StringComparison.Ordinal))
        )
            return lines;
        foreach (var mark in Marks)
        {
            var columns = rows[0].Count(c => c == mark) + 1;
            if (columns < LeastColumns || !Array.TrueForAll(rows, row => row.Count(c => c == mark) + 1 == columns))
                continue;
            // The nearest one, of which a column of times says best that it is a heading.
            string[] headings = [.. notes.Where(note => IsHeading(note, mark, columns))];
            var heading =
                Array.FindLast(headings, note => Cells(note, mark).Any(ColumnWords.Times.Contains))
                ?? headings.LastOrDefault();
            if (heading is not null)
                return [heading.TrimStart(' ', '#'), .. rows];
        }

        return lines;
    }

    private static bool IsNote(string line) => line.TrimStart().StartsWith('#');

    private static bool IsMeasured(string cell) => TimePrefix.IsTime(cell) || ValueReader.Read(cell).IsNumber;

    private static bool IsHeading(string note, char mark, int columns)
    {
        if (
            note.TrimStart(' ', '#') is var said
            && (
                said.StartsWith("HELP ", StringComparison.Ordinal) || said.StartsWith("TYPE ", StringComparison.Ordinal)
            )
        )
            return false;
        var cells = Cells(note, mark);
        return cells.Length == columns
            && Array.TrueForAll(
                cells,
                cell => cell.Any(char.IsLetter) && ValueReader.Read(cell).Kind == SignalKind.Text
            );
    }

    private static string[] Cells(string note, char mark) =>
        note.TrimStart(' ', '#').Split(mark, StringSplitOptions.TrimEntries);
}
