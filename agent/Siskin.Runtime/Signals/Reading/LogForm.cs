using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Log lines with a level: syslog, logcat, log4j and their kin; and ESPHome's log, whose lines are signals.
/// </summary>
internal static partial class LogForm
{
    private const int Start = 64;

    /// <summary>Reads a line of an ESPHome log as a signal.</summary>
    public static bool TryState(string line, TableBuilder table)
    {
        if (!line.Contains("Sending state", StringComparison.Ordinal))
            return false;
        var match = Sending().Match(line);
        if (!match.Success)
            return false;
        table.Add(match.Groups["n"].Value, ValueReader.Read(match.Groups["v"].Value), TimePrefix.Split(line).Time);
        return true;
    }

    /// <summary>Reads a line with a level as an event.</summary>
    public static bool TryEvent(string line, TableBuilder table)
    {
        (var time, var rest) = TimePrefix.Split(line);
        // A level stands at the start or is none.
        var match = Level().Match(rest.Length > Start ? rest[..Start] : rest);
        if (time.Length == 0 && !match.Success || !match.Success || match.Index > 40)
        {
            match = Logcat().Match(rest);
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
        table.Add(new LogEvent(time, Of(match.Groups["l"].Value), before.Length > 0 ? $"{before} {after}" : after));
        return true;
    }

    private static EventLevel Of(string level) =>
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
            or "panic" => EventLevel.Error,
            "w" or "wrn" or "warn" or "warning" => EventLevel.Warning,
            _ => EventLevel.Info,
        };

    [GeneratedRegex(@"'(?<n>[^']+)': Sending state (?<v>.+?)(?: with \d+ decimals.*)?$")]
    private static partial Regex Sending();

    [GeneratedRegex(
        @"(?<![A-Za-z])(?<l>FATAL|ERROR|ERR|CRITICAL|CRIT|ALARM|FAULT|SEVERE|EMERG|ALERT|PANIC|WARNING|WARN|WRN|NOTICE|INFO|INF|DEBUG|DBG|TRACE|(?<=[<\[(.:])(?:fatal|error|err|crit|critical|alarm|warning|warn|notice|info|debug))(?![A-Za-z])"
    )]
    private static partial Regex Level();

    [GeneratedRegex(@"^\s*(?:\d+\s+\d+\s+)?(?<l>[VDIWEFA])[ /]")]
    private static partial Regex Logcat();

    [GeneratedRegex(@"(?<t>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}\S*?)(?=[:\s]|$)")]
    private static partial Regex LateTime();
}
