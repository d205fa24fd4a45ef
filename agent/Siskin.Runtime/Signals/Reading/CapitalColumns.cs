using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables of tools that head their columns with words in capitals and end each row with free text, so that neither
/// gaps nor widths part the cells: <c>systemctl list-units</c> and <c>w</c>.
/// </summary>
internal static partial class CapitalColumns
{
    private const int MostBefore = 2;

    /// <summary>Reads such a table, and the lines before it by themselves; false where there is none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var at = Array.FindIndex(lines, line => Head().IsMatch(line));
        if (at < 0 || at > MostBefore || at + 1 >= lines.Length)
            return false;
        var head = lines[at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = lines[at].IndexOf(" FROM ", StringComparison.Ordinal) + 1;
        var before = table.Count;
        foreach (var line in lines[(at + 1)..].TakeWhile(line => line.Trim().Length > 0))
            if (!Read(line.TrimStart('●', '×', '○', ' '), head, from, table))
                break;
        if (table.Count == before)
            return false;
        SignalReader.Lines(lines[..at], table);
        return true;
    }

    private static bool Read(string line, string[] head, int from, TableBuilder table)
    {
        // Who sits at the machine came from nowhere.
        var isHere = from > 0 && from < line.Length && line[from] == ' ';
        var names = isHere ? [.. head.Where(name => name != "FROM")] : head;
        var cells = Word().Matches(line);
        if (cells.Count < names.Length)
            return false;
        var name = head[0] == "USER" ? $"{cells[0].Value} {cells[1].Value}" : cells[0].Value;
        for (var i = head[0] == "USER" ? 0 : 1; i < names.Length; i++)
        {
            var text = i == names.Length - 1 ? line[cells[i].Index..].Trim() : cells[i].Value;
            table.Add($"{name}/{names[i]}", ValueReader.Read(text));
        }

        return true;
    }

    [GeneratedRegex(
        @"^\s*UNIT\s+LOAD\s+ACTIVE\s+SUB\s+(?:JOB\s+)?DESCRIPTION\s*$|^USER\s+TTY\s+(?:FROM\s+)?LOGIN@\s+IDLE\s+JCPU\s+PCPU\s+WHAT\s*$"
    )]
    private static partial Regex Head();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
