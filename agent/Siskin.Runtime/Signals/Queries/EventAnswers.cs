using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about a log.</summary>
internal static class EventAnswers
{
    public static QueryResult Of(QueryOperation operation, SignalTable table)
    {
        if (table.Events.Count == 0)
            return QueryResult.Unknown;
        int errors = table.Events.Count(one => one.Level == EventLevel.Error),
            warnings = table.Events.Count(one => one.Level == EventLevel.Warning);
        var worst = errors > 0 ? EventLevel.Error : EventLevel.Warning;
        LogEvent[] bad = [.. table.Events.Where(one => one.Level == worst)];
        return new QueryResult(
            operation switch
            {
                CountErrors => $"{errors}",
                CountWarnings => $"{warnings}",
                _ when bad.Length == 0 => "no errors, no warnings",
                FirstEvent => $"{bad[0].Time} {bad[0].Message}".Trim(),
                LastEvent => $"{bad[^1].Time} {bad[^1].Message}".Trim(),
                _ =>
                    $"{string.Join(", ", new[] { Counted(errors, "error"), Counted(warnings, "warning") }.OfType<string>())}; "
                        + $"last {(errors > 0 ? "error" : "warning")}: {bad[^1].Message}",
            },
            []
        );
    }

    private static string? Counted(int count, string noun) =>
        count switch
        {
            0 => null,
            1 => $"1 {noun}",
            _ => $"{count} {noun}s",
        };
}
