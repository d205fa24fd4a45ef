using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lists of alarms as panels print them, without a heading: a time, then cells that wide gaps part, among them how bad
/// it is or whether it came or went.
/// </summary>
internal static partial class AlarmLists
{
    private const int Least = 3;
    private const int MostTitles = 3;

    private static readonly HashSet<string> Severities = ColumnWords.Set(
        "critical,crit,high,medium,med,low,major,minor,urgent,warning,warn,info,notice,alarm,error,emergency,prio 1,prio 2,prio 3"
    );

    private static readonly HashSet<string> Kinds = ColumnWords.Set(
        "fire,pre-alarm,prealarm,fault,trouble,supervisory,disabled,enabled,tamper,isolated,evacuate,test,reset,normal,silenced,acknowledged"
    );

    /// <summary>Reads a text all of whose lines but titles are such; adds nothing of any other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var events = new List<LogEvent>();
        int titles = 0,
            said = 0;
        foreach (var line in lines)
        {
            if (line.Trim().Length == 0 || TableForm.Ruler().IsMatch(line))
                continue;
            (var time, var rest) = TimePrefix.Split(line);
            if (time.Length == 0)
            {
                if (events.Count > 0 || ++titles > MostTitles || line.IndexOfAny(['=', '{', '<']) >= 0)
                    return false;
                continue;
            }

            if (Read(time, rest, out var isSaid) is not { } one)
                return false;
            events.Add(one);
            said += isSaid ? 1 : 0;
        }

        if (events.Count < Least || said * 2 <= events.Count)
            return false;
        foreach (var one in events)
            table.Add(one);
        return true;
    }

    private static LogEvent? Read(string time, string rest, out bool isSaid)
    {
        isSaid = false;
        List<string> cells = [.. Gap().Split(rest.Trim())];
        // What is measured is no alarm, and a source before a colon is a log's.
        if (
            rest.Contains(": ", StringComparison.Ordinal)
            || rest.IndexOfAny(['=', '{', '"', '|']) >= 0
            || cells.Exists(cell => ValueReader.Read(cell).IsNumber)
        )
            return null;
        var came = cells.Count > 1 ? AlarmWords.Came(cells[^1]) : null;
        string key = string.Join(' ', came is null ? cells : cells[..^1]),
            printed = "";
        // "RTN  P2  TK-3  LSHH  High level": what came or went stands first, and who saw it in between.
        if (came is null && cells.Count > Least && cells[0] is "ACT" or "RTN" or "ACK" or "ALM")
        {
            came = AlarmWords.Came(cells[0]);
            key = $"{cells[^2]} {cells[^1]}";
            isSaid = true;
        }
        var level = EventLevel.Error;
        var severity = cells.FindIndex(Severities.Contains);
        if (severity >= 0)
        {
            printed = cells[severity];
            level = LogForm.Of(printed);
            cells.RemoveAt(severity);
        }
        else if (cells.Exists(Kinds.Contains))
            level = cells.Exists(cell => cell is "RESET" or "NORMAL" or "TEST" or "ENABLED")
                ? EventLevel.Info
                : EventLevel.Error;
        else if (came is null)
            level = LogForm.ByWord(rest);
        isSaid |= came is not null || severity >= 0 || cells.Exists(Kinds.Contains);
        if (cells.Count == 0 || came is not null && cells.Count < 2)
            return null;
        return new LogEvent(time, level, string.Join(' ', cells))
        {
            Printed = printed,
            Key = key,
            IsActive = came,
        };
    }

    [GeneratedRegex(@"\s{2,}|\t")]
    private static partial Regex Gap();
}
