using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Codes of a meter (OBIS, IEC 62056-61) in a table between bars, each with its value and maybe what it is:
/// <c>|1.8.1 | Low IN | 001985.597*kWh |</c>.
/// </summary>
internal static partial class ObisTable
{
    private const int Least = 3;

    /// <summary>Reads such a table; false where most rows have no code in front.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[][] rows =
        [
            .. lines
                .Where(line => line.Count(c => c == '|') > 1 && !TableForm.Ruler().IsMatch(line))
                .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
        string[][] coded = [.. rows.Where(row => row.Length > 1 && Code().IsMatch(row[0]))];
        if (coded.Length < Least || coded.Length * 4 < rows.Length * 3)
            return false;
        foreach (var row in coded)
        {
            // The value of 1.6.0 comes behind its time.
            var value = row[^1][
                (row[^1].LastIndexOf(")(", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..
            ];
            var part = new TableBuilder();
            if (value.Length == 0 || !ObisForm.TryRead($"{row[0]}({value.Trim('(', ')')})", part))
                continue;
            table.Append(part, "");
            // What the table calls it is another name.
            if (row.Length > 2 && string.Join(' ', row[1..^1]).Trim() is { Length: > 1 and < 80 } said)
                table.Alias(part.Build("obis").Signals[0].Path, Breaks().Replace(said, " ").Trim());
            table.CountLine(isExact: true);
        }

        return true;
    }

    [GeneratedRegex(@"^(?:\d+-\d+:)?\d{1,2}\.\d{1,2}\.\d{1,2}(?:\*\d+)?$")]
    private static partial Regex Code();

    [GeneratedRegex(@"<br\s*/?>|\s{2,}")]
    private static partial Regex Breaks();
}
