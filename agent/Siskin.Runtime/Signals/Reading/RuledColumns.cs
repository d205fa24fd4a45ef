using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose heading, of one line or several, is underlined column by column, as switches, databases and shells
/// print them: the lines say where the columns are.
/// </summary>
internal static partial class RuledColumns
{
    private const int MostHeading = 3;

    /// <summary>Reads all such tables of a text, and the lines around them by themselves; false without one.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var from = 0;
        for (var at = 1; at < lines.Length; at++)
        {
            if (!Underline().IsMatch(lines[at]))
                continue;
            var columns = PlacedWord.Of(lines[at]);
            var top = at;
            while (top > from && at - top < MostHeading && IsHeading(lines[top - 1], columns))
                top--;
            var rows = new List<string[]>();
            var end = at + 1;
            for (; end < lines.Length && Row(lines[end], columns) is { } row; end++)
                rows.Add(row);
            if (top == at || rows.Count == 0 || Head(lines[top..at], columns) is not { } head)
                continue;
            SignalReader.Around(lines[from..top], table);
            Fill(head, rows, table);
            from = end;
            at = end;
        }

        if (from == 0)
            return false;
        SignalReader.Around(lines[from..], table);
        return true;
    }

    // "Supply" above "1": supply 1.
    private static void Fill(string[] head, List<string[]> rows, TableBuilder table)
    {
        var first = head[0];
        if (rows.Select(row => row[0]).Distinct(StringComparer.Ordinal).Count() == rows.Count)
        {
            foreach (var row in rows)
                if (first.Any(char.IsLetter) && row[0].All(char.IsAsciiDigit))
                    row[0] = $"{first.TrimEnd('#', '.', ' ')} {row[0]}";
            head[0] = "name";
        }

        new TableColumns(head, rows).Fill(table);
    }

    private static bool IsHeading(string line, List<PlacedWord> columns) =>
        line.Trim().Length > 0
        && !line.Contains(": ", StringComparison.Ordinal)
        && !line.TrimEnd().EndsWith(':')
        && !line.Contains('=', StringComparison.Ordinal)
        && !TableForm.Ruler().IsMatch(line)
        && PlacedWord.Of(line).TrueForAll(word => !ValueReader.Read(word.Text).IsNumber)
        && Cells(line, columns) is not null;

    private static string[]? Head(string[] lines, List<PlacedWord> columns)
    {
        var head = new string[columns.Count];
        foreach (var cells in lines.Select(line => Cells(line, columns)!))
            for (var i = 0; i < head.Length; i++)
                head[i] = $"{head[i]} {cells[i]}".Trim();
        for (var i = 0; i < head.Length; i++)
            head[i] = Gap().Replace(head[i], "$1");
        return head[0].Length > 0 && Array.TrueForAll(head, one => one.Length > 0) && TableForm.IsHeader(head)
            ? head
            : null;
    }

    private static string[]? Row(string line, List<PlacedWord> columns) =>
        line.Trim().Length > 0
        && !TableForm.Ruler().IsMatch(line)
        && Cells(line, columns) is { } cells
        && cells[0].Length > 0
        && cells.Count(cell => cell.Length > 0) * 2 > cells.Length
            ? cells
            : null;

    // What stands between two gaps is one cell: of the column that it shares most with, or that is nearest.
    private static string[]? Cells(string line, List<PlacedWord> columns)
    {
        var cells = new string[columns.Count];
        Array.Fill(cells, "");
        var last = -1;
        var end = 0;
        foreach (var word in PlacedWord.Of(line))
        {
            var column = Under(word, columns);
            // "(Watts )" and "for Transition": words that are one blank apart belong together where the first fills its
            // column.
            if (last >= 0 && word.From - end == 1 && column != last && Shared(word, columns[column]) <= 0)
                column = last;
            if (column < last)
                return null;
            cells[column] = $"{cells[column]} {word.Text}".Trim();
            (last, end) = (column, word.To);
        }

        return cells;
    }

    private static int Under(PlacedWord word, List<PlacedWord> columns)
    {
        var best = Enumerable.Range(0, columns.Count).MaxBy(i => Shared(word, columns[i]));
        return best;
    }

    // How many places two share; less than none, how far they are apart.
    private static int Shared(PlacedWord word, PlacedWord column) =>
        Math.Min(word.To, column.To) - Math.Max(word.From, column.From);

    [GeneratedRegex(@"^\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}|-))+\s*$")]
    private static partial Regex Underline();

    // "(Watts )"
    [GeneratedRegex(@"\s+(\))")]
    private static partial Regex Gap();
}
