using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Texts of several parts: tables among other lines, each under its own heading, and records that repeat their keys.
/// </summary>
internal static partial class TextBlocks
{
    // A text of more parts is no report.
    private const int Most = 64;

    // Keys that records share at least.
    private const int MinShared = 3;

    /// <summary>Reads a text of several parts, and says by which form; null where it is none.</summary>
    public static string? TryRead(string[] lines, TableBuilder table)
    {
        var blocks = Cut(lines);
        if (blocks.Count == 1)
            blocks = AtFirstKey(blocks[0]);
        return blocks.Count is < 2 or > Most ? null
            : OwnedBlocks.TryRead(blocks, table) ? "tool"
            : TryTables(blocks, table) ? "table"
            : TryRecords(blocks, table) ? "pairs"
            : null;
    }

    // At blank lines, and where cells between bars begin and end.
    private static List<string[]> Cut(string[] lines)
    {
        var blocks = new List<string[]>();
        var block = new List<string>();
        foreach (var line in lines)
        {
            var isBlank = line.Trim().Length == 0 || Gap().IsMatch(line);
            if (isBlank || block.Count > 0 && IsBarred(block[^1]) != IsBarred(line))
                End();
            if (!isBlank)
                block.Add(line);
        }

        End();
        return blocks;

        void End()
        {
            if (block.Count > 0)
                blocks.Add([.. block]);
            block.Clear();
        }
    }

    // Records without blank lines between: each begins with the key that the first begins with.
    private static List<string[]> AtFirstKey(string[] lines)
    {
        var key = KeyOf(lines[0]);
        // Documents behind topics are no records.
        if (key.Length == 0 || Array.Exists(lines, line => line.Contains('{', StringComparison.Ordinal)))
            return [lines];
        var blocks = new List<string[]>();
        var from = 0;
        for (var i = 1; i <= lines.Length; i++)
            if (i == lines.Length || KeyOf(lines[i]) == key)
            {
                blocks.Add(lines[from..i]);
                from = i;
            }

        return blocks.Count > 1 && blocks.TrueForAll(block => block.Length > 1) ? blocks : [lines];
    }

    private static string KeyOf(string line) => Key().Match(line).Groups["k"].Value;

    [GeneratedRegex(@"^(?<k>[A-Za-z][\w ./#-]{0,40}?)\s*(?::\s|=)")]
    private static partial Regex Key();

    // "_ _ _ _ _"
    [GeneratedRegex(@"^\s*_(?:\s+_){4,}\s*$")]
    private static partial Regex Gap();

    private static bool IsBarred(string line) => line.TrimStart() is { Length: > 0 } text && text[0] is '|' or '+';

    private static bool TryTables(List<string[]> blocks, TableBuilder table)
    {
        var isTable = new bool[blocks.Count];
        for (var i = 0; i < isTable.Length; i++)
        {
            var part = new TableBuilder();
            isTable[i] = TableForm.TryRead(blocks[i], part, out var before) && before <= 1 && part.Signals > 1;
        }

        if (!isTable.Any(one => one))
            return false;
        var several = isTable.Count(one => one) > 1;
        for (var i = 0; i < isTable.Length; i++)
        {
            if (!isTable[i])
            {
                if (!(several && i + 1 < isTable.Length && isTable[i + 1] && blocks[i].Length == 1))
                    SignalReader.Around(blocks[i], table);
                continue;
            }

            var part = new TableBuilder();
            TableForm.TryRead(blocks[i], part, out var before);
            var heading =
                before == 1 ? blocks[i][..1]
                : i > 0 && blocks[i - 1].Length == 1 && !isTable[i - 1] ? blocks[i - 1]
                : [];
            table.Append(part, several && heading.Length > 0 ? Heading(heading[0]) + "/" : "");
        }

        return true;
    }

    // "Device: chiller 1", "== Zone 2 ==": what a table is about.
    private static string Heading(string line)
    {
        var text = line.Trim(' ', '=', '-', '#', '*', ':', '[', ']');
        return text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? text[(at + 2)..].Trim() : text;
    }

    // The first key of each that tells it from the others names the record.
    private static bool TryRecords(List<string[]> blocks, TableBuilder table)
    {
        var records = new List<SignalTable>();
        foreach (var block in blocks)
        {
            var part = new TableBuilder();
            SignalReader.Lines(block, part);
            var read = part.Build("pairs");
            if (read.Events.Count > 0)
                return false;
            if (read.Signals.Count >= MinShared)
                records.Add(read);
        }

        if (records.Count < 2 || records.Count < blocks.Count - 1)
            return false;
        string[] shared =
        [
            .. records[0]
                .Signals.Select(one => one.Path)
                .Where(path => records.TrueForAll(one => one.Find(path) is { IsSeries: false })),
        ];
        if (shared.Length < MinShared || Array.Find(shared, IsName) is not { } key)
            return false;
        foreach (var record in records)
        {
            var own = record.Find(key)!.Value.Text;
            var name = own.All(char.IsAsciiDigit) ? $"{First(key)} {own}" : own;
            foreach (var one in record.Signals)
            {
                foreach (var point in one.Points)
                    table.Add($"{name}/{one.Path}", point.Value, point.Time);
                table.Limit($"{name}/{one.Path}", one.Low, one.High);
            }
        }

        return true;

        bool IsName(string path) =>
            records.TrueForAll(one =>
                one.Find(path)!.Value is { Kind: SignalKind.Text or SignalKind.Number, Unit.Length: 0 } value
                && !value.Text.Contains('.', StringComparison.Ordinal)
                && !TimePrefix.IsTime(value.Text)
            )
            && records.Select(one => one.Find(path)!.Value.Text).Distinct().Count() == records.Count;
    }

    private static string First(string key) => key.Split(' ', '_', '/')[0];
}
