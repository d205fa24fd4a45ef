using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Log lines: syslog, journal, logcat, log4j, logfmt and their kin; and ESPHome's log, whose lines are signals.
/// </summary>
internal static partial class LogForm
{
    private const int Start = 64;

    // A time of day alone is what the shortest logs have; their fields are parts of what they say.
    private const int ShortestStamp = 9;

    // A date and a time of day.
    private const int DatedStamp = 16;

    /// <summary>Reads a line of an ESPHome log as a signal.</summary>
    public static bool TryState(string line, TableBuilder table)
    {
        var match =
            line.Contains("Sending state", StringComparison.Ordinal) ? Sending().Match(line)
            : line.Contains("' >> ", StringComparison.Ordinal) ? Sent().Match(line)
            : Match.Empty;
        if (!match.Success)
            return false;
        table.Add(match.Groups["n"].Value, ValueReader.Read(match.Groups["v"].Value), TimePrefix.Split(line).Time);
        return true;
    }

    /// <summary>
    /// A line of such a log without the level and the component that it starts with: <c>[I][pump:41]: on</c>.
    /// </summary>
    public static string Untagged(string line) =>
        line[0] == '[' && Tagged().Match(line) is { Success: true } match ? line[match.Length..].Trim() : line;

    /// <summary>
    /// Reads a line of a journal that has a level and no time. The first line of all that merely informs is the title
    /// of what follows.
    /// </summary>
    public static bool TryUntimed(string line, bool isFirst, TableBuilder table)
    {
        if (Untimed().Match(line) is not { Success: true } match)
            return false;
        var level = Of(match.Groups["l"].Value);
        return isFirst && level == EventLevel.Info
            || Add("", level, match.Groups["m"].Value, table, match.Groups["l"].Value);
    }

    [GeneratedRegex(@"^\[[VDIC]\]\[[^\]:]+(?::\d+)?\]:\s*(?:[<>]{3}.*$)?")]
    private static partial Regex Tagged();

    [GeneratedRegex(
        @"^\[?(?<l>FATAL|ERROR|CRITICAL|CRIT|ALARM|WARNING|WARN|NOTICE|INFO|DEBUG)(?:\]:?|:)\s+(?<m>[A-Za-z].*)$"
    )]
    private static partial Regex Untimed();

    /// <summary>Reads a line with a level, or of a system's log, as an event.</summary>
    public static bool TryEvent(string line, TableBuilder table)
    {
        if (
            TryComponent(line, table)
            || TrySourced(line, table)
            || TryFields(line, table)
            || TryTick(line, table)
            || TryAccess(line, table)
        )
            return true;
        (var time, var rest) = TimePrefix.Split(line);
        // A level stands at the start or is none.
        var match = Level().Match(rest.Length > Start ? rest[..Start] : rest);
        // "2031-03-04 10:05:00 Warning Ntfs 140 ...": as Windows spells it.
        if (time.Length >= DatedStamp && Spelled().Match(rest) is { Success: true } spelled)
            match = spelled;
        var isSystem = time.Length > 0 && System().Match(rest) is { Success: true };
        if (time.Length == 0 && !match.Success || !match.Success || match.Index > 40)
        {
            match = Logcat().Match(rest);
            if (isSystem && !match.Success)
                return Add(time, ByWord(rest), rest, table);
            if (!match.Success || time.Length == 0)
                return false;
        }

        if (time.Length == 0)
        {
            var late = LateTime().Match(rest);
            if (!late.Success)
                return false;
            time = late.Groups["t"].Value;
            rest = rest.Replace(time, "", StringComparison.Ordinal);
            match = Level().Match(rest);
        }

        string before = rest[..match.Index].Trim(' ', '-', ':', '[', ']', '|', '<', '>'),
            after = rest[(match.Index + match.Length)..].Trim(' ', '-', ':', ']', '|', '>', ',', ';');
        var level = match.Groups["l"].Value;
        return Add(time, Of(level), before.Length > 0 ? $"{before} {after}" : after, table, level);
    }

    /// <summary>Reads a line that has a time, no level and a document at its end: what a device sent then.</summary>
    public static bool TryPayload(string line, TableBuilder table)
    {
        // Behind a document that is whole a sentence may go on: "publish of {"temp": 21.5} failed".
        if (
            !line.Contains("{\"", StringComparison.Ordinal)
            || line.TrimEnd('\'', '"', ')')[^1] is not ('}' or ']')
                && line.Count(c => c == '{') <= line.Count(c => c == '}')
        )
            return false;
        (var time, var rest) = TimePrefix.Split(line);
        return time.Length > 0
            && !Level().IsMatch(rest.Length > Start ? rest[..Start] : rest)
            && !rest.Contains("\"level\"", StringComparison.Ordinal)
            && LogFields.TryPayload(time, rest, table);
    }

    /// <summary>
    /// Whether lines are a journal: most begin with a time, and two at least go on with a sentence.
    /// </summary>
    public static bool IsJournal(string[] lines) => IsJournal(lines, out _);

    /// <summary>The same, and whether it is one from its first to its last line.</summary>
    public static bool IsJournal(string[] lines, out bool isWhole)
    {
        int all = 0,
            timed = 0,
            said = 0;
        foreach (var line in lines)
        {
            if (line.Trim().Length == 0)
                continue;
            all++;
            (var time, var rest) = TimePrefix.Split(line);
            timed += time.Length > 0 ? 1 : 0;
            said += time.Length > 0 && IsSentence(rest) ? 1 : 0;
        }

        isWhole = all > 3 && timed == all && said * 3 >= all * 2;
        return said > 1 && said * 2 >= all && timed * 3 >= all * 2;
    }

    // "Porch light ON" is a state of a light.
    private static bool IsSentence(string rest) =>
        Sentence().IsMatch(rest)
        && rest[(rest.LastIndexOf(' ') + 1)..].ToLowerInvariant() is not ("on" or "off" or "open" or "closed");

    /// <summary>Reads a line of a journal as an event.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isWhole">Whether all lines begin with a time and most go on with a sentence.</param>
    /// <param name="table">What events are added to.</param>
    public static bool TryStamped(string line, bool isWhole, TableBuilder table)
    {
        (var time, var rest) = TimePrefix.Split(line);
        return time.Length > 0
            && (
                IsSentence(rest)
                || Sourced().IsMatch(rest)
                || isWhole && rest.Length > 0 && char.IsLetter(rest[0]) && !rest.Contains('=', StringComparison.Ordinal)
            )
            && Add(time, ByWord(rest), rest, table);
    }

    // "192.0.2.1 - - [12/Jun/2024:09:14:01 +0200] "GET / HTTP/1.1" 200 512"
    private static bool TryAccess(string line, TableBuilder table)
    {
        if (!line.Contains("] \"", StringComparison.Ordinal) || Access().Match(line) is not { Success: true } match)
            return false;
        var status = match.Groups["s"].Value;
        var level =
            status[0] == '5' ? EventLevel.Error
            : status[0] == '4' ? EventLevel.Warning
            : EventLevel.Info;
        table.Add(
            new LogEvent(
                match.Groups["t"].Value,
                level,
                $"{match.Groups["r"].Value} {status} {match.Groups["h"].Value}"
            )
        );
        return true;
    }

    /// <summary>The level that a word says.</summary>
    public static EventLevel Of(string level) =>
        level.ToLowerInvariant() switch
        {
            "e"
            or "f"
            or "a"
            or "err"
            or "error"
            or "fatal"
            or "crit"
            or "critical"
            or "alarm"
            or "fault"
            or "severe"
            or "emerg"
            or "alert"
            or "emergency"
            or "panic"
            or "high"
            or "major"
            or "urgent"
            or "disaster"
            or "highhigh" => EventLevel.Error,
            "w" or "wrn" or "warn" or "warning" or "minor" or "medium" or "med" or "average" => EventLevel.Warning,
            _ => EventLevel.Info,
        };

    /// <summary>The level of a line without one, by its words.</summary>
    public static EventLevel ByWord(string text) =>
        Bad().IsMatch(text) ? EventLevel.Error
        : Odd().IsMatch(text) ? EventLevel.Warning
        : EventLevel.Info;

    private static bool Add(string time, EventLevel level, string message, TableBuilder table, string printed = "")
    {
        var came = Ended().Match(message) is { Success: true } ended ? AlarmWords.Came(ended.Groups["s"].Value) : null;
        table.Add(
            new LogEvent(time, level, message)
            {
                Printed = printed,
                IsActive = came,
                Key = came is null ? "" : Ended().Replace(message, ""),
            }
        );
        if (time.Length >= ShortestStamp)
            LogFields.Read(time, message, table);
        return true;
    }

    // "ts=2024-06-19T13:02:11Z level=warn msg="retry 1 of 3" slave=11"
    private static bool TryFields(string line, TableBuilder table)
    {
        if (!Levelled().IsMatch(line))
            return false;
        var fields = Field()
            .Matches(line)
            .DistinctBy(one => one.Groups["k"].Value)
            .ToDictionary(one => one.Groups["k"].Value, one => one.Groups["v"].Value, StringComparer.OrdinalIgnoreCase);
        var level =
            fields.GetValueOrDefault("level")
            ?? fields.GetValueOrDefault("lvl")
            ?? fields.GetValueOrDefault("sev")
            ?? fields.GetValueOrDefault("severity")
            ?? "";
        if (
            level.Length == 0
            || !fields.ContainsKey("msg")
                && !fields.ContainsKey("message")
                && !fields.ContainsKey("ts")
                && !fields.ContainsKey("time")
        )
            return false;
        var time =
            fields.GetValueOrDefault("ts")
            ?? fields.GetValueOrDefault("time")
            ?? fields.GetValueOrDefault("t")
            ?? TimePrefix.Split(line).Time;
        if (time.Length == 0)
            time = LateTime().Match(line).Groups["t"].Value;
        var rest = string.Join(
            ' ',
            fields
                .Where(pair => pair.Key is not ("ts" or "time" or "t") && !IsSaid(pair.Key))
                .Select(pair => $"{pair.Key}={pair.Value}")
        );
        var message = fields.GetValueOrDefault("msg") ?? fields.GetValueOrDefault("message") ?? "";
        return Add(time, Of(level), $"{message} {rest}".Trim(), table, level);
    }

    /// <summary>Whether a field of this name is what a line of a log says, or how bad it is.</summary>
    public static bool IsSaid(string key) => key is "msg" or "message" or "level" or "lvl" or "sev" or "severity";

    // "LIFT-B  07:59:20.913 ERROR  overload": the source before the time.
    private static bool TrySourced(string line, TableBuilder table) =>
        Behind().Match(line) is { Success: true } match
        && Add(
            match.Groups["t"].Value,
            Of(match.Groups["l"].Value),
            $"{match.Groups["s"].Value} {match.Groups["m"].Value}",
            table,
            match.Groups["l"].Value
        );

    [GeneratedRegex(
        @"^(?<s>[A-Za-z][\w./-]*)\s+(?<t>(?:\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?)\s+\[?(?<l>FATAL|ERROR|CRITICAL|CRIT|ALARM|WARNING|WARN|NOTICE|INFO|DEBUG)\]?[ :]+(?<m>\S.*)$"
    )]
    private static partial Regex Behind();

    // "[21:14:33][W][component:237]: Component api took a long time": ESPHome
    private static bool TryComponent(string line, TableBuilder table)
    {
        var match =
            line[0] == '[' ? Component().Match(line)
            : char.IsAsciiDigit(line[0]) ? BarredComponent().Match(line)
            : Match.Empty;
        if (!match.Success)
            return false;
        table.Add(
            new LogEvent(
                match.Groups["t"].Value,
                Of(match.Groups["l"].Value),
                $"{match.Groups["s"].Value} {match.Groups["m"].Value}"
            )
            {
                Printed = match.Groups["l"].Value,
            }
        );
        LogFields.Read(match.Groups["t"].Value, match.Groups["m"].Value, table);
        return true;
    }

    // "21:14:33 | [D] | [cover:169] | Position: 27%"
    [GeneratedRegex(
        @"^(?<t>\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s*\|\s*\[(?<l>[VDICWE])\]\s*\|\s*\[(?<s>[^\]:]+)(?::\d+)?\]\s*\|\s*(?<m>.+)$"
    )]
    private static partial Regex BarredComponent();

    [GeneratedRegex(
        @"^\[(?<t>\d{2}:\d{2}:\d{2}(?:\.\d+)?)\]\[(?<l>[VDICWE])\]\[(?<s>[^\]:]+)(?::\d+)?[^\]]*\]:\s*(?<m>.+)$"
    )]
    private static partial Regex Component();

    // "W (2950) ds18b20: probe 2 CRC mismatch": ESP-IDF counts milliseconds since the start.
    private static bool TryTick(string line, TableBuilder table)
    {
        if (line.Length < 4 || line[1] != ' ' || line[2] != '(' || Tick().Match(line) is not { Success: true } match)
            return false;
        LogFields.Read(match.Groups["t"].Value, match.Groups["m"].Value, table);
        return Add(match.Groups["t"].Value, Of(match.Groups["l"].Value), match.Groups["m"].Value, table);
    }

    // "[06:30:12][S][sensor]: 'Barn' >> 12.5 °C", as newer versions write it.
    [GeneratedRegex(@"\[S\]\[[^\]]+\]:\s*'(?<n>[^']+)' >> (?<v>.+)$")]
    private static partial Regex Sent();

    [GeneratedRegex(@"'(?<n>[^']+)': Sending state (?<v>.+?)(?: with \d+ decimals.*)?$")]
    private static partial Regex Sending();

    [GeneratedRegex(
        @"(?<![A-Za-z])(?<l>FATAL|ERROR|ERR|CRITICAL|CRIT|ALARM|FAULT|SEVERE|EMERG|ALERT|PANIC|WARNING|WARN|WRN|NOTICE|INFO|INF|DEBUG|DBG|TRACE|(?<=[<\[(.:,])(?:fatal|error|err|crit|critical|alarm|warning|warn|notice|info|debug)|^(?:fatal|error|crit|critical|warning|warn|notice|info|debug)(?=:\s))(?![A-Za-z_])"
    )]
    private static partial Regex Level();

    [GeneratedRegex(@"^(?<l>Critical|Error|Warning|Information)(?=\s+[A-Z])")]
    private static partial Regex Spelled();

    [GeneratedRegex(@"^\s*(?:\d+\s+\d+\s+)?(?<l>[VDIWEFA])[ /]")]
    private static partial Regex Logcat();

    [GeneratedRegex(@"(?<t>\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}\S*?)(?=[:\s]|$)")]
    private static partial Regex LateTime();

    [GeneratedRegex(@"^[\w.\-]+ [\w.\-/@()]+(?:\[\d+\])?: ")]
    private static partial Regex System();

    [GeneratedRegex(
        @"(?<![A-Za-z_])(?:error|failed|failure|fatal|critical|panic|refused|fault|ERROR|Failed|Error)(?![A-Za-z_])"
    )]
    private static partial Regex Bad();

    [GeneratedRegex(@"(?<![A-Za-z_])(?:warning|warn|timeout|timed out|retry|degraded|Warning|WARNING)(?![A-Za-z_])")]
    private static partial Regex Odd();

    [GeneratedRegex(@"^\[[^\]]+\]\s+[A-Za-z]|^[A-Z]{3,}(?: \d+)? [A-Z]{2,}|^[A-Z]{4,}\s{2,}[A-Z]")]
    private static partial Regex Sourced();

    // Two words, maybe behind a source in brackets or before a colon.
    [GeneratedRegex(
        @"^(?:[A-Z]{3,8}\s+)?(?:[»«<>~*-]\s*)?(?:(?:\[[^\]]+\]:?\s+)*|[\w.\-/@]+(?: [\w.\-:]+)?:\s+)[A-Z]?[A-Za-z]+\d*\w?[,:]? (?:[A-Za-z]{2,}(?![\w]*[=:])|<\w+>)"
    )]
    private static partial Regex Sentence();

    [GeneratedRegex(
        """^(?<h>\S+) \S+ \S+ \[(?<t>[^\]]+?)(?: [+-]\d{4})?\] "(?<r>[A-Z]+ [^" ]+)[^"]*" (?<s>\d{3}) (?<b>\d+|-)"""
    )]
    private static partial Regex Access();

    // "Conveyor 3 overload (active)", "Conveyor 3 overload CLEARED"
    [GeneratedRegex(@"\s+(?:\((?<s>active|cleared|raised|resolved|gone|asserted|deasserted)\)|(?<s>ACTIVE|CLEARED))$")]
    private static partial Regex Ended();

    [GeneratedRegex(@"(?<![\w.])(?:level|lvl|sev|severity)=")]
    private static partial Regex Levelled();

    [GeneratedRegex("""(?<k>[A-Za-z_][\w.]*)=(?:"(?<v>[^"]*)"|(?<v>\S*))""")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<l>[EWIDV]) \((?<t>\d+)\) (?<m>.+)$")]
    private static partial Regex Tick();
}
