namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables whose columns begin where their headings do, so that cells may be empty or hold blanks, as tools print them.
/// </summary>
internal static class FixedColumns
{
    private const int MinColumns = 3;

    /// <summary>Cuts the lines below the first one where its headings begin; false where they do not fit.</summary>
    public static bool TryCut(ReadOnlySpan<string> lines, out string[] head, out List<string[]> rows)
    {
        (head, rows) = ([], []);
        var starts = Starts(lines[0]);
        if (starts.Count < MinColumns || lines[0].StartsWith("ID#", StringComparison.Ordinal))
            return false;
        head = Cells(lines[0], starts);
        foreach (var line in lines[1..])
        {
            if (line.Trim().Length == 0)
                continue;
            // Every column begins behind a blank.
            foreach (var start in starts)
                if (start > 0 && start <= line.Length && line[start - 1] != ' ')
                    return false;
            rows.Add(Cells(line, starts));
        }

        return rows.Count > 1 && rows.TrueForAll(row => row[0].Length > 0);
    }

    private static List<int> Starts(string head)
    {
        var starts = new List<int>();
        for (var i = 0; i < head.Length; i++)
            if (head[i] != ' ' && (i == 0 || head[i - 1] == ' ' && (i == 1 || head[i - 2] == ' ')))
                starts.Add(i);
        return starts;
    }

    private static string[] Cells(string line, List<int> starts) =>
        [
            .. starts.Select(
                (start, i) =>
                    start >= line.Length ? ""
                    : i + 1 < starts.Count && starts[i + 1] < line.Length ? line[start..starts[i + 1]].Trim()
                    : line[start..].Trim()
            ),
        ];
}
