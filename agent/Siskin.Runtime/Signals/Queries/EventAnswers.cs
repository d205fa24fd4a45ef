using System.Text.RegularExpressions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about a log.</summary>
internal static partial class EventAnswers
{
    public static QueryResult Of(Query query, SignalTable table)
    {
        if (query.Time.Contains("..", StringComparison.Ordinal))
            table = table with { Events = [.. table.Events.Where(one => PrintedTime.IsWithin(one.Time, query.Time))] };
        if (table.Events.Count == 0)
            return query.Time.Length > 0 ? Nothing(query.Operation) : QueryResult.Unknown;
        LogEvent[] errors = Of(EventLevel.Error),
            warnings = Of(EventLevel.Warning);
        // Of a list of alarms every one that came is one, however bad.
        LogEvent[] came = [.. table.Events.Where(one => one.IsActive == true)];
        var bad =
            query is { Operation: FirstEvent or LastEvent, Words: "level warning" }
                ? [.. table.Events.Where(one => one.Level == EventLevel.Warning)]
            : came.Length > 0 && query.Words.Length == 0 && query.Operation is FirstEvent or LastEvent ? came
            : errors.Length > 0 ? errors
            : warnings;
        return new QueryResult(
            query.Operation switch
            {
                CountErrors => $"{errors.Length}",
                CountWarnings => $"{warnings.Length}",
                CountEvents when query.Words.StartsWith("level ", StringComparison.Ordinal) =>
                    $"{table.Events.Count(one => one.Printed.Equals(query.Words[6..], StringComparison.OrdinalIgnoreCase))}",
                CountEvents => $"{table.Events.Count}",
                AnyAbout => table.Events.LastOrDefault(one => IsAbout(one, query.Words)) is { } last
                    ? $"yes: {Timed(last)}"
                    : "no",
                EventIs => State(query, table),
                EventIsActive when query.Words.StartsWith("not ", StringComparison.Ordinal) => QueryEvaluator.YesNo(
                    !Active(table).Any(one => IsAbout(one, query.Words[4..]))
                ),
                AnyErrors => Listed(errors),
                AnyWarnings => Listed(warnings),
                EventIsActive => QueryEvaluator.YesNo(Active(table).Any(one => IsAbout(one, query.Words))),
                CountActive => $"{Active(table).Length}",
                CountAbout => $"{table.Events.Count(one => IsAbout(one, query.Words))}",
                ActiveEvents => Listed(Active(table)),
                EventDuration => EventLengths.Of(query, table),
                EventAbout or FirstAbout or WhenEvent or WhenLastEvent => About(query, table),
                _ when bad.Length == 0 => "no errors, no warnings",
                FirstEvent => Timed(bad[0]),
                LastEvent => Timed(bad[^1]),
                _ =>
                    $"{string.Join(", ", new[] { Counted(errors.Length, "error"), Counted(warnings.Length, "warning") }.OfType<string>())}; "
                        + $"last {(errors.Length > 0 ? "error" : "warning")}: {bad[^1].Message}",
            },
            []
        );

        LogEvent[] Of(EventLevel level) =>
            [
                .. table.Events.Where(one =>
                    one.Level == level && (query.Words.Length == 0 || IsAbout(one, query.Words))
                ),
            ];
    }

    // In a window without a line.
    private static QueryResult Nothing(QueryOperation operation) =>
        operation switch
        {
            CountErrors or CountWarnings or CountEvents or CountAbout or CountActive => new QueryResult("0", []),
            AnyErrors or AnyWarnings or AnyAbout or EventIsActive => new QueryResult("no", []),
            _ => QueryResult.Unknown,
        };

    /// <summary>Whether a line is about all of some words, which may be parts of its own.</summary>
    public static bool IsAbout(LogEvent one, string words) =>
        words.Length == 0 || words.Split(' ').All(word => Has(one, word));

    /// <summary>Whether a line has a word, or a short word as a whole one: "up" is no part of "group".</summary>
    public static bool Has(LogEvent one, string word)
    {
        // The names of a document's members say nothing: its values are signals.
        var said =
            one.Message.EndsWith('}') && one.Message.IndexOf("{\"", StringComparison.Ordinal) is > 0 and var document
                ? document
                : one.Message.Length;
        for (var at = 0; (at = one.Message.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + word.Length;
            if (end > said)
                return false;
            bool starts =
                    at == 0
                    || !char.IsLetterOrDigit(one.Message[at - 1])
                    || word.Length > 3 && !char.IsAsciiDigit(word[0]),
                ends =
                    end == one.Message.Length
                    || !char.IsLetterOrDigit(one.Message[end])
                    || word.Length > 3
                    || char.IsAsciiDigit(one.Message[end]);
            if (starts && ends)
                return true;
        }

        return false;
    }

    private static string About(Query query, SignalTable table)
    {
        LogEvent[] about = [.. table.Events.Where(one => IsAbout(one, query.Words))];
        return about.Length == 0
            ? "unknown"
            : query.Operation switch
            {
                WhenEvent => about[0].Time,
                WhenLastEvent => about[^1].Time,
                FirstAbout => Timed(about[0]),
                // All that happened then.
                _ when query.Words.Length == 0 && query.Time.Length > 0 => string.Join("; ", about.Select(Timed)),
                _ => Timed(about[^1]),
            };
    }

    // "eth1 / up": what the last line that says either says.
    private static string State(Query query, SignalTable table)
    {
        var parts = query.Words.Split(" / ");
        if (parts.Length != 2)
            return "unknown";
        foreach (var one in table.Events.Reverse())
        {
            if (!IsAbout(one, parts[0]))
                continue;
            string[] said = [.. Plain().Matches(one.Message).Select(match => match.Value.ToLowerInvariant())];
            if (said.Any(word => States.AreOpposite(word, parts[1])))
                return $"no: {Timed(one)}";
            if (said.Contains(parts[1]))
                return $"yes: {Timed(one)}";
        }

        return "unknown";
    }

    // The last word on every alarm; what is not worth a warning is none where others are.
    private static LogEvent[] Active(SignalTable table)
    {
        LogEvent[] told = [.. table.Events.Where(one => one.IsActive is not null)];
        var hasAlarms = Array.Exists(told, one => one.Level != EventLevel.Info);
        return
        [
            .. told.Where(one => one.Level != EventLevel.Info || !hasAlarms)
                .GroupBy(one => one.Key)
                .Select(all => all.Last())
                .Where(one => one.IsActive == true),
        ];
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Plain();

    private static string Timed(LogEvent one) => $"{one.Time} {one.Message}".Trim();

    private static string Listed(LogEvent[] events) =>
        events.Length == 0 ? "no" : "yes: " + string.Join("; ", events.Select(one => one.Message).Distinct());

    private static string? Counted(int count, string noun) =>
        count switch
        {
            0 => null,
            1 => $"1 {noun}",
            _ => $"{count} {noun}s",
        };
}
