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
    /// What stands in a cell such as "401.9MiB / 3.704GiB" below "MEM USAGE / LIMIT": two values under two names; null
    /// for any other.
    /// </summary>
    public static (string Name, SignalValue Value)[]? Halves(string head, string cell, ColumnNumbers numbers)
    {
        var names = head.Split(" / ");
        var values = cell.Split(" / ");
        return names.Length == 2 && values.Length == 2 && ValueReader.Read(values[0]).IsNumber
            ? [(names[0], numbers.Read(values[0])), ($"{names[0].Split(' ')[0]} {names[1]}", numbers.Read(values[1]))]
            : null;
    }

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
