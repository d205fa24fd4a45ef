using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>CSV and padded tables with a header: a column a signal, or a row a signal.</summary>
internal static partial class TableForm
{
    private static readonly HashSet<string> Times = new(StringComparer.OrdinalIgnoreCase)
    {
        "time",
        "timestamp",
        "datetime",
        "date",
        "ts",
        "utc",
        "zeit",
        "_time",
        "t",
        "date/time",
        "last_changed",
        "local time",
    };

    private static readonly HashSet<string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        "value",
        "reading",
        "val",
        "_value",
        "state",
        "measurement",
        "pv",
        "present value",
        "current value",
    };

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "sensor",
        "name",
        "signal",
        "tag",
        "symbol",
        "metric",
        "point",
        "device",
        "parameter",
        "variable",
        "_field",
        "channel",
        "entity_id",
        "id",
        "item",
        "topic",
        "series",
    };

    /// <summary>Reads the lines as one table; false when they are none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[] body = [.. lines.Where(line => line.Trim().Length > 0 && !Ruler().IsMatch(line))];
        if (body.Length < 2)
            return false;
        foreach (var mark in (string[])[";", "\t", "|", ",", "  "])
        {
            var head = body[0].Contains(mark, StringComparison.Ordinal) || mark == "  " ? Cells(body[0], mark) : [];
            if (head.Length < 2 || !IsHeader(head))
                continue;
            string[][] rows =
            [
                .. body.Skip(1).Select(line => Cells(line, mark)).TakeWhile(row => row.Length == head.Length),
            ];
            if (rows.Length < body.Length - 1)
                continue;
            Fill(head, rows, table);
            return true;
        }

        return false;
    }

    private static bool IsHeader(string[] head) =>
        head.All(cell =>
            (cell.Length == 0 || cell.Any(char.IsLetter))
            && !cell.Contains(": ", StringComparison.Ordinal)
            && cell.IndexOfAny(['=', '{', '}', '[']) < 0
            && TimePrefix.Split(cell).Time.Length == 0
            && ValueReader.Read(cell) is { IsNumber: false }
            && (cell.Length == 0 || !ValueReader.IsAbsent(cell))
            && !TrailingNumber().IsMatch(cell)
        );

    private static void Fill(string[] head, string[][] rows, TableBuilder table)
    {
        var time = Array.FindIndex(head, Times.Contains);
        if (time < 0)
            time = Array.FindIndex(head, cell => rows.All(row => TimePrefix.IsTime(row[Array.IndexOf(head, cell)])));
        int value = Array.FindIndex(head, Values.Contains),
            name = Array.FindIndex(head, Names.Contains);
        var unit = Array.FindIndex(head, cell => cell.ToLowerInvariant() is "unit" or "units" or "uom");
        if (
            name < 0
            && time != 0
            && rows.All(row => ValueReader.Read(row[0]).Kind == SignalKind.Text)
            && rows.Select(row => row[0]).Distinct().Count() == rows.Length
        )
            name = 0;
        var high = Array.FindIndex(head, cell => cell.ToLowerInvariant() is "max" or "limit" or "high" or "maximum");
        var low = Array.FindIndex(head, cell => cell.ToLowerInvariant() is "min" or "low" or "minimum");
        foreach (var row in rows)
        {
            var at = time >= 0 ? row[time] : "";
            if (name >= 0 && value >= 0)
            {
                var read = ValueReader.Read(row[value]);
                table.Add(row[name], unit >= 0 && read.IsNumber ? read with { Unit = " " + row[unit] } : read, at);
                table.Limit(row[name], low >= 0 ? Bound(row[low]) : null, high >= 0 ? Bound(row[high]) : null);
                continue;
            }

            for (var i = 0; i < head.Length; i++)
                if (i != time && i != name)
                    table.Add(name >= 0 ? $"{row[name]}/{head[i]}" : head[i], ValueReader.Read(row[i]), at);
        }
    }

    private static decimal? Bound(string cell) =>
        ValueReader.Read(cell) is { IsNumber: true } value ? value.Number : null;

    private static string[] Cells(string line, string mark) =>
        mark == "  "
            ? [.. Gap().Split(line.Trim()).Select(cell => cell.Trim())]
            : [.. (mark == "|" ? line.Trim().Trim('|') : line).Split(mark).Select(cell => cell.Trim().Trim('"'))];

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^[\s|+\-=:]+$")]
    private static partial Regex Ruler();

    [GeneratedRegex(@"\s[+\-]?\d+([.,]\d+)?(\s?\S{1,4})?$")]
    private static partial Regex TrailingNumber();
}
