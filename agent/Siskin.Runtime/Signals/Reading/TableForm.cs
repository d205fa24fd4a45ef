using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>CSV and padded tables with a header: a column a signal, a row a signal, or a row an event.</summary>
internal static partial class TableForm
{
    private const int LongestPreamble = 8;

    /// <summary>Reads the lines as one table; false when they are none.</summary>
    /// <param name="before">How many lines stand before the header.</param>
    public static bool TryRead(string[] lines, TableBuilder table, out int before)
    {
        before = 0;
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

        return false;
    }

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
        if (head.Length < 2 || mark == " " && head.Length < 3 || isLate && head.Length < 3 || !IsHeader(head))
            return false;
        var rows = new List<string[]>();
        foreach (var line in body[1..])
        {
            var row = TableCells.Of(line, mark);
            if (mark == " " && row.Length == head.Length + 1 && row[0].EndsWith(':'))
                head = ["", .. head];
            // free: swap has fewer columns.
            if (mark == " " && row.Length < head.Length && row[0].EndsWith(':'))
                row = [.. row, .. Enumerable.Repeat(TableColumns.Nothing, head.Length - row.Length)];
            if (row.Length != head.Length)
                return false;
            rows.Add(row);
        }

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

    private static bool IsHeader(string[] head) =>
        head.Any(cell => cell.Any(char.IsLetter))
        && head.All(cell =>
            (cell.Length == 0 || cell.Any(char.IsLetter) || cell is "#" or "%")
            && !cell.Contains(": ", StringComparison.Ordinal)
            && cell.IndexOfAny(['=', '{', '}']) < 0
            && TimePrefix.Split(cell).Time.Length == 0
            && ValueReader.Read(cell) is { IsNumber: false, Kind: not SignalKind.Boolean }
            && (cell.Length == 0 || !ValueReader.IsAbsent(cell))
            && !TrailingNumber().IsMatch(cell)
        );

    [GeneratedRegex(@"^[\s|+\-=:]+$")]
    private static partial Regex Ruler();

    [GeneratedRegex(@"\s[+\-]?\d+([.,]\d+)?(\s?\S{1,4})?$")]
    private static partial Regex TrailingNumber();
}
