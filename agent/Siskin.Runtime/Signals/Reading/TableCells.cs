using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Cuts a line of a table into its cells.</summary>
internal static partial class TableCells
{
    public static string[] Of(string line, string mark) =>
        mark switch
        {
            "  " => [.. Gap().Split(line.Trim()).Select(cell => cell.Trim())],
            " " =>
            [
                .. line.Trim()
                    .Replace("Mounted on", "Mounted_on", StringComparison.Ordinal)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            "|" => [.. line.Trim().Trim('|').Split(mark).Select(cell => cell.Trim().Trim('"'))],
            _ when line.Contains('"', StringComparison.Ordinal) => Quoted(line, mark[0]),
            _ => [.. line.Split(mark).Select(cell => cell.Trim())],
        };

    /// <summary>
    /// Reads <c>Station;Hochwald 1180 m</c>, a name and a value in the first cells of a line; false for any other.
    /// </summary>
    public static bool TryPair(string line, TableBuilder table)
    {
        if (Paired().Match(line) is not { Success: true } pair || pair.Groups["v"].Value.Trim().Length == 0)
            return false;
        table.Add(pair.Groups["k"].Value.Trim().TrimEnd(':'), ValueReader.Read(pair.Groups["v"].Value.Trim(' ', '"')));
        return true;
    }

    [GeneratedRegex(@"^""?(?<k>\p{L}[^;,\t""=|]{0,40})""?(?:;(?<v>[^;=|]+);*|\t(?<v>[^\t=|]+)\t*|,(?<v>[^,=|]+),*)$")]
    private static partial Regex Paired();

    /// <summary>
    /// What stands in a cell such as "401.9MiB / 3.704GiB" below "MEM USAGE / LIMIT" or "NET I/O", two values under two
    /// names, in "2 (131m ago)", or in one that holds fields or a document; null for any other.
    /// </summary>
    public static (string Name, SignalValue Value)[]? Parts(string head, string cell, ColumnNumbers numbers)
    {
        if (cell.Length > 0 && char.IsAsciiDigit(cell[0]) && Since().Match(cell) is { Success: true } since)
            return
            [
                (head, ValueReader.Read(since.Groups["v"].Value)),
                ($"{head} last", ValueReader.Read(since.Groups["t"].Value)),
            ];
        if (cell.Split(" / ") is not [var first, var second] || !ValueReader.Read(first).IsNumber)
            return OpenText.Values(cell, head);
        var names = head.Split(" / ");
        return head.EndsWith("I/O", StringComparison.OrdinalIgnoreCase)
                ? [($"{head} in", numbers.Read(first)), ($"{head} out", numbers.Read(second))]
            : names.Length == 2
                ? [(names[0], numbers.Read(first)), ($"{names[0].Split(' ')[0]} {names[1]}", numbers.Read(second))]
            : null;
    }

    // "2 (131m ago)": how often, and when it was the last time.
    [GeneratedRegex(@"^(?<v>\d+) \((?<t>[^()]+ ago)\)$")]
    private static partial Regex Since();

    // A quoted cell may hold the mark, and a doubled quote for one.
    private static string[] Quoted(string line, char mark)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var inside = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && inside && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (c == '"')
                inside = !inside;
            else if (c == mark && !inside)
                End();
            else
                cell.Append(c);
        }

        End();
        return [.. cells];

        void End()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }

    [GeneratedRegex(@"\s{2,}|\t")]
    private static partial Regex Gap();
}
