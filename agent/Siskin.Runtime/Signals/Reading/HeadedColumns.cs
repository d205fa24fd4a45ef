namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose cells stand under the words of their heading, flush left or flush right, as tools print them: cells may
/// be empty, hold blanks or be a little too long, and the table ends where lines of another kind begin.
/// </summary>
internal static class HeadedColumns
{
    private const int LeastColumns = 3;
    private const int LeastRows = 2;
    private const string Rest = "note";

    // Lines that may stand before the heading.
    private const int MostBefore = 24;

    /// <summary>
    /// Reads the only such table of a text, and the lines around it by themselves; false where there is none.
    /// </summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        for (var at = 0; at < Math.Min(lines.Length - LeastRows, MostBefore); at++)
        {
            if (Heading(lines[at]) is not { } words || Rows(lines, at + 1, words) is not { } rows)
                continue;
            var end = rows.End;
            if (Cut(words, rows.Cells) is not { } cut)
                continue;
            // Another table is read with its own heading.
            for (var i = end; i < lines.Length - LeastRows; i++)
                if (Heading(lines[i]) is { } other && Rows(lines, i + 1, other) is not null)
                    return false;
            new TableColumns(cut.Head, cut.Rows).Fill(table);
            SignalReader.Around(lines[..at], table);
            SignalReader.Around(lines[end..], table);
            return true;
        }

        return false;
    }

    // Words only, of which two at least stand apart.
    private static List<PlacedWord>? Heading(string line)
    {
        if (
            line.TrimStart().StartsWith("ID#", StringComparison.Ordinal)
            || !line.Trim().Contains("  ", StringComparison.Ordinal)
            || line.Contains('\t', StringComparison.Ordinal)
        )
            return null;
        var words = PlacedWord.Of(line);
        return
            words.Count >= LeastColumns
            && words.TrueForAll(word => IsHeading(word.Text))
            && words.Select(word => word.Text).Distinct(StringComparer.Ordinal).Count() == words.Count
            ? words
            : null;
    }

    private static bool IsHeading(string word) =>
        word is "%" or "#"
        || word.Any(char.IsLetter)
            && word.IndexOfAny(['=', '|', ';', ',', '"', '{', ':']) < 0
            && !ValueReader.IsAbsent(word)
            && ValueReader.Read(word).Kind == SignalKind.Text;

    // The rows, each with the words that stand under every word of the heading; null where they are none.
    private static (List<List<PlacedWord>[]> Cells, int End)? Rows(string[] lines, int from, List<PlacedWord> head)
    {
        var rows = new List<List<PlacedWord>[]>();
        var end = from;
        for (; end < lines.Length && lines[end].Trim().Length > 0; end++)
        {
            if (TableForm.Ruler().IsMatch(lines[end]))
                continue;
            // A row of units is read with its heading by its structure.
            if (rows.Count == 0 && PlacedWord.Of(lines[end]).TrueForAll(word => IsUnit(word.Text)))
                return null;
            if (
                lines[end].Contains('\t', StringComparison.Ordinal)
                || Under(PlacedWord.Of(lines[end]), head) is not { } row
                || rows.Count >= LeastRows && (IsOther(row, rows) || IsPair(row, rows))
            )
                break;
            rows.Add(row);
        }

        return rows.Count >= LeastRows && IsFlush(rows, head) ? (rows, end) : null;
    }

    private static bool IsUnit(string word) => ValueReader.IsUnit(word.Trim('[', ']', '(', ')'));

    // Every word belongs to the heading that it stands under, or to the word right before it.
    private static List<PlacedWord>[]? Under(List<PlacedWord> words, List<PlacedWord> head)
    {
        var cells = Enumerable.Range(0, head.Count + 1).Select(_ => new List<PlacedWord>()).ToArray();
        var last = -1;
        foreach (var word in words)
        {
            var column = Over(word, head);
            // A remark behind the last column.
            if (
                column < 0
                && word.From > head[^1].To
                && last >= head.Count - 1
                && (last == head.Count || cells[last].Count > 0 && word.From - cells[last][^1].To > 1)
            )
                column = head.Count;
            if (column < 0)
                column = last >= 0 && word.From - cells[last][^1].To == 1 ? last : Nearest(word, head);
            if (column < last)
                return null;
            // Two cells that stand apart under one heading.
            if (column < head.Count && cells[column].Count > 0 && word.From - cells[column][^1].To > 1)
                return null;
            cells[column].Add(word);
            last = column;
        }

        return cells;
    }

    // The heading above: the one that a word is flush with, or that it shares most with.
    private static int Over(PlacedWord word, List<PlacedWord> head)
    {
        int best = -1,
            most = 0;
        for (var i = 0; i < head.Count; i++)
        {
            var shared = Math.Min(word.To, head[i].To) - Math.Max(word.From, head[i].From);
            if (shared > 0 && (word.From == head[i].From || word.To == head[i].To))
                return i;
            if (shared > most)
                (best, most) = (i, shared);
        }

        return best;
    }

    private static int Nearest(PlacedWord word, List<PlacedWord> head) =>
        Enumerable.Range(0, head.Count).MinBy(i => Math.Max(word.From, head[i].From) - Math.Min(word.To, head[i].To));

    // Words where the rows before have numbers, or numbers where they have words: the table has ended.
    private static bool IsOther(List<PlacedWord>[] row, List<List<PlacedWord>[]> rows)
    {
        int all = 0,
            other = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i].Count == 0)
                continue;
            all++;
            var isNumber = IsNumeric(row[i]);
            var before = rows.Where(one => one[i].Count > 0).Select(one => IsNumeric(one[i])).ToList();
            other += before.Count == 0 || before.TrueForAll(one => one != isNumber && one is not null) ? 1 : 0;
        }

        return all < 2 || other * 2 >= all;
    }

    // "errors: none known" below a table that is filled.
    private static bool IsPair(List<PlacedWord>[] row, List<List<PlacedWord>[]> rows) =>
        row[0].Exists(word => word.Text[^1] == ':')
        && row.Count(cell => cell.Count > 0) * 2 <= rows.Max(one => one.Count(cell => cell.Count > 0));

    // Null where a value is missing.
    private static bool? IsNumeric(List<PlacedWord> cell) =>
        Text(cell) is var text && TimePrefix.IsTime(text)
            ? true
            : ValueReader.Read(text).Kind switch
            {
                SignalKind.Missing => null,
                SignalKind.Text => false,
                _ => true,
            };

    // Most columns begin where their headings do, or end there.
    private static bool IsFlush(List<List<PlacedWord>[]> rows, List<PlacedWord> head)
    {
        int all = 0,
            flush = 0;
        for (var i = 0; i < head.Count; i++)
        {
            var column = i;
            var cells = rows.Select(row => row[column]).Where(cell => cell.Count > 0).ToList();
            if (cells.Count == 0)
                continue;
            all++;
            var most = Math.Max(
                cells.Count(cell => cell[0].From == head[column].From),
                cells.Count(cell => cell[^1].To == head[column].To)
            );
            flush += most * 4 >= cells.Count * 3 ? 1 : 0;
        }

        return all >= LeastColumns
            && flush * 4 >= all * 3
            && rows.Count(row => row[0].Count > 0) * 4 >= rows.Count * 3
            && rows.Sum(row => row.Count(cell => cell.Count > 0)) * 2 >= rows.Count * all;
    }

    // Words of a heading that is longer than one are put together again.
    private static (string[] Head, List<string[]> Rows)? Cut(List<PlacedWord> head, List<List<PlacedWord>[]> rows)
    {
        var names = new List<string>();
        var columns = new List<List<string>>();
        for (var i = 0; i < head.Count; i++)
        {
            var column = i;
            var texts = rows.ConvertAll(row => Text(row[column]));
            if (names.Count > 0 && head[i].From - head[i - 1].To == 1 && IsPart(i))
            {
                names[^1] = $"{names[^1]} {head[i].Text}";
                for (var j = 0; j < texts.Count; j++)
                    columns[^1][j] = $"{columns[^1][j]} {texts[j]}".Trim();
                continue;
            }

            names.Add(head[i].Text);
            columns.Add(texts);
        }

        if (names.Count < LeastColumns || !TableForm.IsHeader([.. names]))
            return null;
        if (rows.Exists(row => row[^1].Count > 0))
        {
            names.Add(Rest);
            columns.Add(rows.ConvertAll(row => row[^1].Count > 0 ? Text(row[^1]) : TableColumns.Nothing));
        }

        return (
            [.. names],
            [.. Enumerable.Range(0, rows.Count).Select(j => columns.Select(column => column[j]).ToArray())]
        );

        // Nothing stands under it, or under the word before, or what does belongs together and is flush with neither.
        bool IsPart(int i)
        {
            if (rows.TrueForAll(row => row[i].Count == 0) || rows.TrueForAll(row => row[i - 1].Count == 0))
                return true;
            var both = rows.FindAll(row => row[i].Count > 0 && row[i - 1].Count > 0);
            return both.TrueForAll(row => row[i][0].From - row[i - 1][^1].To == 1)
                && !rows.TrueForAll(row => row[i].Count == 0 || row[i][0].From == head[i].From)
                && !rows.TrueForAll(row => row[i].Count == 0 || row[i][^1].To == head[i].To);
        }
    }

    private static string Text(List<PlacedWord> cell) => string.Join(' ', cell.Select(word => word.Text));
}
