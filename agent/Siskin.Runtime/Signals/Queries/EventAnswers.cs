using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about a log.</summary>
internal static class EventAnswers
{
    public static QueryResult Of(Query query, SignalTable table)
    {
        if (table.Events.Count == 0)
            return QueryResult.Unknown;
        LogEvent[] errors = Of(EventLevel.Error),
            warnings = Of(EventLevel.Warning);
        var bad = errors.Length > 0 ? errors : warnings;
        return new QueryResult(
            query.Operation switch
            {
                CountErrors => $"{errors.Length}",
                CountWarnings => $"{warnings.Length}",
                CountEvents => $"{table.Events.Count}",
                AnyErrors => Listed(errors),
                AnyWarnings => Listed(warnings),
                EventIsActive => QueryEvaluator.YesNo(Active(table).Any(one => IsAbout(one, query.Words))),
                CountActive => $"{Active(table).Length}",
                CountAbout => $"{table.Events.Count(one => IsAbout(one, query.Words))}",
                ActiveEvents => Listed(Active(table)),
                EventDuration => Length(query, table),
                EventAbout or WhenEvent => About(query, table),
                _ when bad.Length == 0 => "no errors, no warnings",
                FirstEvent => Timed(bad[0]),
                LastEvent => Timed(bad[^1]),
                _ =>
                    $"{string.Join(", ", new[] { Counted(errors.Length, "error"), Counted(warnings.Length, "warning") }.OfType<string>())}; "
                        + $"last {(errors.Length > 0 ? "error" : "warning")}: {bad[^1].Message}",
            },
            []
        );

        LogEvent[] Of(EventLevel level) => [.. table.Events.Where(one => one.Level == level)];
    }

    /// <summary>Whether a line is about all of some words, which may be parts of its own.</summary>
    public static bool IsAbout(LogEvent one, string words) =>
        words.Split(' ').All(word => one.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string About(Query query, SignalTable table)
    {
        LogEvent[] about = [.. table.Events.Where(one => IsAbout(one, query.Words))];
        return about.Length == 0 ? "unknown"
            : query.Operation == WhenEvent ? about[0].Time
            : Timed(about[^1]);
    }

    // The last word on every alarm.
    private static LogEvent[] Active(SignalTable table) =>
        [
            .. table
                .Events.Where(one => one.IsActive is not null)
                .GroupBy(one => one.Key)
                .Select(all => all.Last())
                .Where(one => one.IsActive == true),
        ];

    private static string Length(Query query, SignalTable table)
    {
        LogEvent[] about = [.. table.Events.Where(one => one.IsActive is not null && IsAbout(one, query.Words))];
        LogEvent? from = about.FirstOrDefault(one => one.IsActive == true),
            to = about
                .SkipWhile(one => one != from)
                .FirstOrDefault(one => one.IsActive == false && one.Key == from?.Key);
        return
            from is not null
            && to is not null
            && PrintedTime.TryRead(from.Time, out var began)
            && PrintedTime.TryRead(to.Time, out var ended)
            ? PrintedTime.Words(ended - began)
            : "unknown";
    }

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
