using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>CSV and padded tables with a header: a column a signal, a row a signal, or a row an event.</summary>
internal static partial class TableForm
{
    private const int LongestPreamble = 8;

    // Addresses and dates stand before the table of a printed report.
    private const int MostBefore = 16;

    /// <summary>Reads the lines as one table; false when they are none.</summary>
    /// <param name="before">How many lines stand before the header.</param>
    public static bool TryRead(string[] lines, TableBuilder table, out int before)
    {
        before = 0;
        lines = PlainColumns.Of(lines);
        string[] body = [.. lines.Where(line => line.Trim().Length > 0 && !Ruler().IsMatch(line))];
        for (var at = 0; at < Math.Min(body.Length - 1, LongestPreamble); at++)
            foreach (var mark in (string[])[";", "\t", "|", ",", "  ", " "])
                if (TryRead(body.AsSpan(at), mark, at > 0, table))
                {
                    before = Array.IndexOf(lines, body[at]);
                    return true;
                }
        if (body.Length > 2 && FixedColumns.TryCut(body, out var head, out var rows) && IsHeader(head))
        {
            new TableColumns(head, rows).Fill(table);
            return true;
        }

        return HeadedColumns.TryRead(lines, table)
            || PartTable.TryRead(lines, table)
            || TryAligned(lines, table, out before);
    }

    // A heading and the lines below it up to the next blank one, where nothing else says where columns end.
    private static bool TryAligned(string[] lines, TableBuilder table, out int before)
    {
        before = 0;
        for (var at = 0; at < Math.Min(lines.Length - 2, MostBefore); at++)
        {
            if (lines[at].Trim().Length == 0 || !IsHeading(lines[at]))
                continue;
            string[] part =
            [
                .. lines[at..].TakeWhile(line => line.Trim().Length > 0).Where(line => !Ruler().IsMatch(line)),
            ];
            if (
                part.Length < 3
                || lines[(at + part.Length)..].Any(line => line.Trim().Length > 0 && !Ruler().IsMatch(line))
                || !AlignedColumns.TryCut(part, out var head, out var rows)
                || !IsHeader(head)
                || !rows.Exists(row => row.Any(cell => ValueReader.Read(cell).IsNumber))
                    && !head.All(cell => !cell.Any(char.IsLower))
            )
                continue;
            before = at;
            new TableColumns(head, rows).Fill(table);
            return true;
        }

        return false;
    }

    // Words only, of which two at least stand apart.
    private static bool IsHeading(string line) =>
        line.Contains("  ", StringComparison.Ordinal)
        && !line.StartsWith("ID#", StringComparison.Ordinal)
        && line.Any(char.IsLetter)
        && !line.Any(char.IsAsciiDigit)
        && line.IndexOfAny(['=', ':', '{', '|', ';']) < 0;

    private static bool TryRead(ReadOnlySpan<string> body, string mark, bool isLate, TableBuilder table)
    {
        var first = body[0];
        if (first.StartsWith("ID#", StringComparison.Ordinal))
            return false;
        if (
            !first.Contains(mark.Trim().Length > 0 ? mark : " ", StringComparison.Ordinal)
            || mark == " " && !first.Trim().Contains("  ", StringComparison.Ordinal)
        )
            return false;
        var head = TableCells.Of(first, mark);
        // "batch,BR-0417,,,,": a pair that a spreadsheet padded, where a wider line follows.
        if (
            head.Count(cell => cell.Length == 0) * 2 > head.Length
            && body.Length > 2
            && TableCells.Of(body[1], mark).Count(cell => cell.Length > 0)
                + TableCells.Of(body[2], mark).Count(cell => cell.Length > 0)
                > 2 * head.Count(cell => cell.Length > 0)
        )
            return false;
        // A title that is repeated over its columns is no heading.
        if (isLate && head.Where(cell => cell.Length > 0).Distinct().Count() < head.Count(cell => cell.Length > 0))
            return false;
        // Cells between bars are parted by nothing else.
        if (mark != "|" && head.Any(cell => cell.StartsWith('|')))
            return false;
        if (head.Length < 2 || mark == " " && head.Length < 3 || isLate && head.Length < 3)
            return false;
        var isDated = Array.Exists(head, TimePrefix.IsTime);
        if (!isDated && !IsHeader(head) && !(mark == "|" && IsAgo(head)))
            return false;
        var rows = new List<string[]>();
        var areApart = mark == " " && CountApart(body[1..]) >= body.Length - 2;
        foreach (var line in body[1..])
        {
            var row = TableCells.Of(line, mark);
            if (mark == " " && rows.Count == 0 && row.Length == head.Length + 1 && row[0].EndsWith(':'))
                head = ["", .. head];
            // free: swap has fewer columns.
            if (mark == " " && row.Length < head.Length && row[0].EndsWith(':'))
                row = [.. row, .. Enumerable.Repeat(TableColumns.Nothing, head.Length - row.Length)];
            // A page's row may end early.
            if (
                mark == "|"
                && first.StartsWith('|')
                && line.StartsWith('|')
                && row.Length < head.Length
                && row.Length > 1
                && rows.Count > 1
            )
                row = [.. row, .. Enumerable.Repeat(TableColumns.Nothing, head.Length - row.Length)];
            if (row.Length != head.Length)
                return false;
            // "Fuse trip: S05 (since 14:52)" has as many words by chance.
            if (areApart && rows.Count > 1 && head.Length > 3 && !IsApart(line))
                return false;
            rows.Add(row);
        }

        if (isDated)
            return DatedColumns.TryRead(head, rows, table);
        if (
            mark == " "
            && !Enumerable.Range(0, head.Length).Any(i => rows.All(row => ValueReader.Read(row[i]).IsNumber))
        )
            return false;
        if (isLate && rows.Count < 2)
            return false;
        new TableColumns(head, rows).Fill(table);
        return true;
    }

    // "RPM     2145 revolutions_per_minute" heads nothing.
    internal static bool IsHeader(string[] head) =>
        !(head.Length == 2 && head[1].Length > 0 && char.IsAsciiDigit(head[1][0])) && IsNamed(head) || IsNumbered(head);

    private static bool IsNamed(string[] head) =>
        head.Any(cell => cell.Any(char.IsLetter))
        && head.All(cell =>
            (cell.Length == 0 || cell.Any(char.IsLetter) || cell is "#" or "%")
            && !cell.Contains(": ", StringComparison.Ordinal)
            && cell.IndexOfAny(['=', '{', '}']) < 0
            && !cell.StartsWith('|')
            && TimePrefix.Split(cell).Time.Length == 0
            && ValueReader.Read(cell) is { IsNumber: false, Kind: not SignalKind.Boolean }
            && (cell.Length == 0 || !ValueReader.IsAbsent(cell))
            && !TrailingNumber().IsMatch(cell)
        );

    private static bool IsApart(string line) => line.Trim().Contains("  ", StringComparison.Ordinal);

    private static int CountApart(ReadOnlySpan<string> lines)
    {
        var apart = 0;
        foreach (var line in lines)
            apart += IsApart(line) ? 1 : 0;
        return apart;
    }

    // "now | -1h | -3h": how long ago beside names.
    private static bool IsAgo(string[] head) =>
        head.Length > 3
        && head.Count(cell => Ago().IsMatch(cell)) * 2 < head.Length
        && IsNamed([.. head.Where(cell => !Ago().IsMatch(cell))]);

    // "Filter 1;Filter 2;Level": numbered names beside ones that are not.
    private static bool IsNumbered(string[] head) =>
        head.Length > 3
        && !TrailingNumber().IsMatch(head[0])
        && head.Count(cell => TrailingNumber().IsMatch(cell)) <= head.Length / 2
        && Array.TrueForAll(
            head,
            cell =>
                cell.Any(char.IsLetter)
                && (!TrailingNumber().IsMatch(cell) || Numbered().IsMatch(cell))
                && cell.IndexOfAny(['=', '{', '}', ':']) < 0
                && TimePrefix.Split(cell).Time.Length == 0
                && ValueReader.Read(cell).Kind == SignalKind.Text
        );

    [GeneratedRegex(@"^[+-]?\d{1,3} ?(?:s|m|min|h|d)$")]
    private static partial Regex Ago();

    [GeneratedRegex(@"^[A-Za-z\p{L}][\p{L} ]* \d$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[\s|+\-=:]+$")]
    internal static partial Regex Ruler();

    [GeneratedRegex(@"\s[+\-]?\d+([.,]\d+)?(\s?\S{1,4})?$")]
    private static partial Regex TrailingNumber();
}
