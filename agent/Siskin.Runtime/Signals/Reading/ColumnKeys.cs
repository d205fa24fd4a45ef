using System.Globalization;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Which columns of a table tell its rows apart, where no single one is called so.</summary>
internal static class ColumnKeys
{
    private const int LeastJoint = 3;

    /// <summary>
    /// The first column of such words that has more than one text, where the one that was found has only one; -1 where
    /// there is none.
    /// </summary>
    public static int Varied(
        string[] head,
        List<string[]> rows,
        HashSet<string> words,
        int found,
        int name,
        int value
    ) =>
        Texts(rows, found) > 1
            ? -1
            : Array.FindIndex(
                head,
                cell =>
                    words.Contains(cell.Trim().TrimStart('#'))
                    && Array.IndexOf(head, cell) is var i
                    && i != name
                    && i != value
                    && Texts(rows, i) > 1
            );

    /// <summary>
    /// Joins the first two columns where they are words that together are another text in each row, such as shift and
    /// machine; the column of both, or -1.
    /// </summary>
    public static int Joint(string[] head, List<string[]> rows, string joined)
    {
        if (
            head.Length < LeastJoint
            || rows.Count < LeastJoint
            || !IsWords(rows, 0)
            || !IsWords(rows, 1)
            || rows.Select(row => $"{row[0]} {row[1]}").Distinct().Count() < rows.Count
            || !Enumerable.Range(2, head.Length - 2).Any(i => rows.Exists(row => ValueReader.Read(row[i]).IsNumber))
        )
            return -1;
        foreach (var row in rows)
            row[0] = $"{row[0]} {row[1]}";
        head[1] = joined;
        return 0;
    }

    /// <summary>Whether a column has the same name in several rows, or in many none.</summary>
    public static bool Repeats(List<string[]> rows, int i)
    {
        var named = rows.Where(row => row[i].Length > 0).Select(row => row[i]).ToList();
        return named.Distinct().Count() < named.Count || named.Count * 3 < rows.Count * 2;
    }

    /// <summary>Whether rows are events of which each has a number, a begin and an end.</summary>
    public static bool IsSpan(string[] head, List<string[]> rows, int time) =>
        time > 0
        && rows.Count > 1
        && Texts(rows, 0) == rows.Count
        && rows.TrueForAll(row => row[0].Length is > 0 and < 20)
        && (head[0].EndsWith("id", StringComparison.OrdinalIgnoreCase) || ColumnWords.Numbers.Contains(head[0]))
        && Enumerable.Range(1, head.Length - 1).Any(i => i != time && IsEnd(rows, i));

    private static bool IsEnd(List<string[]> rows, int i) =>
        rows.TrueForAll(row => ValueReader.IsAbsent(row[i]) || TimePrefix.IsTime(row[i]))
        && rows.Exists(row => TimePrefix.IsTime(row[i]));

    private static bool IsWords(List<string[]> rows, int i) =>
        Texts(rows, i) > 1
        && rows.TrueForAll(row => row[i].Length is > 0 and < 24 && ValueReader.Read(row[i]).Kind == SignalKind.Text);

    private static int Texts(List<string[]> rows, int i) => rows.Select(row => row[i]).Distinct().Count();

    /// <summary>The number of a cell that says a limit, or null.</summary>
    public static decimal? Bound(string[] row, int column) =>
        column >= 0 && ValueReader.Read(row[column]) is { IsNumber: true } value ? value.Number : null;

    /// <summary>The first column whose heading is one of some words, or -1.</summary>
    public static int Find(string[] head, HashSet<string> words) =>
        Array.FindIndex(head, cell => words.Contains(cell.Trim().TrimStart('#')));

    /// <summary>The column that numbers rows which have names as well, or -1.</summary>
    public static int Counting(string[] head, List<string[]> rows, int name, int time) =>
        name > 0
        && time != 0
        && head[0].Length > 0
        && rows.Count > 1
        && Enumerable
            .Range(0, rows.Count)
            .All(i =>
                int.TryParse(rows[i][0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number - i is 0 or 1
            )
            ? 0
            : -1;

    /// <summary>
    /// Whether the first column only counts the rows of a recording, each of which has a time of its own.
    /// </summary>
    public static bool IsCounted(string[] head, List<string[]> rows, int time) =>
        time > 0
        && head[0].ToLowerInvariant() is "index" or "no" or "nr" or "row" or "record" or "seq"
        && rows.TrueForAll(row => ValueReader.Read(row[0]).IsNumber)
        && rows.Select(row => row[time]).Distinct().Count() == rows.Count;
}
