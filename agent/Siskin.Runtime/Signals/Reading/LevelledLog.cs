using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Short logs without a date, in whatever layout: every line has a level and says something, with a time of day or
/// none.
/// </summary>
internal static partial class LevelledLog
{
    private const int LeastLines = 2;

    // What stands around a word and is none of it.
    private static readonly char[] Around = [.. "'^/:*#-.=_+!"];

    /// <summary>Reads a text all of whose lines are such; adds nothing of any other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[] said = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
        var events = new List<LogEvent>();
        foreach (var line in said)
        {
            if (Read(line) is not { } one)
                return false;
            events.Add(one);
        }

        if (events.Count < LeastLines)
            return false;
        foreach (var one in IsSourceLast(events) ? events.Select(SourceFirst) : events)
            table.Add(one);
        foreach (var (one, line) in events.Zip(said))
            LogFields.ReadSeveral(one.Time, line, table);
        return true;
    }

    // A few sources say many things.
    private static bool IsSourceLast(List<LogEvent> events) =>
        Distinct(events, words => words[^1]) < Distinct(events, words => words[0]);

    private static int Distinct(List<LogEvent> events, Func<string[], string> word) =>
        events.Select(one => word(one.Message.Split(' '))).Distinct().Count();

    private static LogEvent SourceFirst(LogEvent one)
    {
        var last = one.Message.LastIndexOf(' ');
        return one with { Message = $"{one.Message[(last + 1)..]} {one.Message[..last]}" };
    }

    // One level, and two words beside it: "error: 3" counts something.
    private static LogEvent? Read(string line)
    {
        if (line.Contains('{', StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal))
            return null; // a topic with JSON behind it
        if (Dated().IsMatch(line))
            return null;
        var time = TimeOfDay().Match(line);
        var rest = time.Success ? line.Remove(time.Index, time.Length).Insert(time.Index, " ") : line;
        var levels = Level().Matches(rest);
        if (levels.Count != 1)
            return null;
        var level = levels[0];
        var slashed = level.Index + level.Length < rest.Length && rest[level.Index + level.Length] == '/';
        var said = rest.Remove(level.Index, level.Length).Insert(level.Index, " ");
        said = Separator().Replace(slashed ? said.Replace('/', ' ') : said, " ");
        string[] words = [.. said.Split(' ').Select(word => word.Trim(Around)).Where(word => word.Length > 0)];
        return words.Length >= 2 && words.Any(word => word.Length > 1 && char.IsLetter(word[0]))
            ? new LogEvent(time.Value, LogForm.Of(level.Groups["l"].Value), string.Join(' ', words))
            {
                Printed = level.Groups["l"].Value,
            }
            : null;
    }

    [GeneratedRegex(
        @"(?<![A-Za-z_])(?<l>error|err|crit|critical|fatal|warning|warn|notice|info|debug)(?![A-Za-z_=])|^(?<l>[EWIDF])(?=:? )",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Level();

    [GeneratedRegex(@"(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:.])")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\d{4}-\d{2}|\d{2}[./]\d{2}[./]\d{2}|\d:\d{2}:\d{2}[.,]\d")]
    private static partial Regex Dated();

    // Brackets, quotes and what stands between fields; keys.
    [GeneratedRegex(
        @"[\[\]{}()<>|""`;,~]|(?<![\w.])\w+=|(?<![\w.])(?:level|lvl|severity|src|source|dev|device|unit|msg|message)""?\s*:"
    )]
    private static partial Regex Separator();
}
