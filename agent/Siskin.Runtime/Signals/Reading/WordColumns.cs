namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose cells are single words, as tools print them, however far they stand apart: the heading has as many
/// words as each row. What stands before, between and behind such tables is read by itself.
/// </summary>
internal static class WordColumns
{
    private const int LeastColumns = 4;
    private const int MostColumns = 40;

    // Two of five columns hold numbers.
    private const int LeastNumbers = 5;
    private const string Rest = "note";

    // Headings whose cells may hold blanks.
    private static readonly HashSet<string> Open = ColumnWords.Set(
        "command,cmd,process,name,args,description,state,note"
    );

    /// <summary>Reads all such tables of a text; false where it has none that only words can cut.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var found = new List<(int From, int To, string[] Head, List<string[]> Rows)>();
        var isNeeded = false;
        for (var at = 0; at + 1 < lines.Length; at++)
        {
            if (Head(lines[at]) is not { } head || Rows(lines, at, head) is not { Count: > 0 } rows)
                continue;
            var end = at + 1 + rows.Count;
            if (!IsTable(head, rows))
                continue;
            isNeeded |= !IsCutByGaps(lines.AsSpan(at, rows.Count + 1), head.Length);
            found.Add((at, end, Whole(head, rows), rows));
            at = end - 1;
        }

        if (!isNeeded)
            return false;
        var rest = new List<string>();
        var from = 0;
        foreach (var one in found)
        {
            rest.AddRange(lines[from..one.From]);
            // A line of groups above the heading: "procs -----memory----".
            if (rest.Count > 0 && rest[^1].Contains("---", StringComparison.Ordinal))
                rest.RemoveAt(rest.Count - 1);
            from = one.To;
            new TableColumns(one.Head, one.Rows).Fill(table);
        }

        rest.AddRange(lines[from..]);
        SignalReader.Around([.. rest], table);
        return true;
    }

    private static string[]? Head(string line)
    {
        if (line.Length == 0 || line.StartsWith("ID#", StringComparison.Ordinal))
            return null;
        var words = Words(line);
        return
            words.Length is >= LeastColumns and <= MostColumns
            && line.Contains("  ", StringComparison.Ordinal)
            && words.Distinct(StringComparer.Ordinal).Count() == words.Length
            && Array.TrueForAll(words, word => IsHeading(word, words))
            ? words
            : null;
    }

    private static bool IsHeading(string word, string[] words) =>
        word.Any(char.IsLetter)
        && !char.IsAsciiDigit(word[0])
        && (word[^1] != ':' || word == words[0])
        && word.IndexOfAny(['=', '|', ';', ',', '"', '{', '[']) < 0
        && !ValueReader.IsAbsent(word)
        && ValueReader.Read(word).Kind == SignalKind.Text;

    // "avg-cpu:  %user   %nice" above numbers only, or "Device:   tps" above what is called so.
    private static bool IsLabelled(string[] head) => head[0][^1] == ':';

    private static List<string[]> Rows(string[] lines, int at, string[] head)
    {
        var rows = new List<string[]>();
        var columns = head.Length;
        for (var i = at + 1; i < lines.Length && lines[i].Trim().Length > 0; i++)
        {
            if (rows.Count == 0 && TableForm.Ruler().IsMatch(lines[i]))
                return [];
            var words = Words(lines[i]);
            if (IsLabelled(head) && words.Length == columns - 1 && words.All(IsNumber))
                words = [head[0].TrimEnd(':'), .. words];
            else if (words.Length < columns || IsLabelled(head) && !char.IsLetter(words[0][0]))
                break;
            // "errors: No known data errors" below rows of a pool's disks is a line of its own.
            if (words[0][^1] == ':' && rows.Count > 0 && rows[0][0][^1] != ':')
                break;
            // What is left over belongs to the last column, or is a remark.
            if (words.Length > columns)
            {
                if (IsNumber(words[columns - 1]) || !Open.Contains(head[^1]))
                    words = [.. words[..columns], string.Join(' ', words[columns..])];
                else
                    words = [.. words[..(columns - 1)], string.Join(' ', words[(columns - 1)..])];
            }

            rows.Add(words);
        }

        return rows;
    }

    // Most columns hold numbers in all rows, and none only units.
    private static bool IsTable(string[] head, List<string[]> rows)
    {
        var numbers = 0;
        for (var i = 0; i < head.Length; i++)
        {
            var column = i;
            numbers += rows.TrueForAll(row =>
                IsNumber(row[column]) || ValueReader.IsAbsent(row[column]) || TimePrefix.IsTime(row[column])
            )
                ? 1
                : 0;
            if (
                rows.TrueForAll(row =>
                    ValueReader.IsKnownUnit(row[column]) || row[column] is "C" or "F" or "V" or "A" or "W"
                )
            )
                return false;
        }

        return numbers * LeastNumbers >= head.Length * 2
            && (rows.Count > 1 || numbers >= head.Length - 1)
            && rows.Count(row => row.Length > head.Length) * 3 <= rows.Count * 2;
    }

    private static bool IsCutByGaps(ReadOnlySpan<string> lines, int columns)
    {
        foreach (var line in lines)
            if (TableCells.Of(line, "  ").Length != columns)
                return false;
        return true;
    }

    // Rows with a remark at their end have one column more.
    private static string[] Whole(string[] head, List<string[]> rows)
    {
        head = [head[0].TrimEnd(':'), .. head[1..]];
        if (!rows.Exists(row => row.Length > head.Length))
            return head;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Length == head.Length)
                rows[i] = [.. rows[i], TableColumns.Nothing];
        return [.. head, Rest];
    }

    private static bool IsNumber(string word) => ValueReader.Read(word).IsNumber;

    private static string[] Words(string line) =>
        line.Replace("Mounted on", "Mounted_on", StringComparison.Ordinal)
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
