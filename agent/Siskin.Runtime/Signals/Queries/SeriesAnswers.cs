using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about the values of one signal over time.</summary>
internal static class SeriesAnswers
{
    public static string Of(Query query, Signal row)
    {
        SignalPoint[] points = [.. row.Points.Where(point => point.Value.IsNumber)];
        if (query.Operation is Value or Last)
            return row.Value.Shown;
        if (query.Operation == First)
            return row.Points[0].Value.Shown;
        if (query.Operation == At)
            return row
                .Points.Where(point => PrintedTime.Meets(point.Time, query.Time))
                .Select(point => point.Value.Shown)
                .FirstOrDefault("unknown");
        if (query.Operation == Stuck)
            return QueryEvaluator.YesNo(IsStuck(row));
        if (points.Length == 0)
            return "unknown";
        decimal? bound = query.Numbers.Count > 0 ? query.Numbers[0] : null;
        SignalPoint top = points.MaxBy(point => point.Value.Number),
            bottom = points.MinBy(point => point.Value.Number);
        var unit = points[0].Value.Unit;
        return query.Operation switch
        {
            Highest => top.Value.Shown,
            Lowest => bottom.Value.Shown,
            WhenHighest => top.Time,
            WhenLowest => bottom.Time,
            Trend => SeriesTrend.Of(
                [.. points.Select(point => point.Value.Number)],
                points.Max(point => SeriesTrend.Decimals(point.Value.Text))
            ),
            Sum => QueryEvaluator.Plain(points.Sum(point => point.Value.Number)) + unit,
            Average => QueryEvaluator.Plain(Math.Round(points.Average(point => point.Value.Number), 4)) + unit,
            Count => $"{row.Points.Count}",
            Difference or Distance => QueryEvaluator.Plain(points[^1].Value.Number - points[0].Value.Number) + unit,
            Duration => Span(row) is { } span ? Words(span) : "unknown",
            Rate => Span(row) is { TotalSeconds: > 0 } span
                ? QueryEvaluator.Plain(
                    Math.Round(
                        (points[^1].Value.Number - points[0].Value.Number) * 3600 / (decimal)span.TotalSeconds,
                        4
                    )
                )
                    + unit
                    + "/h"
                : "unknown",
            Missing => row.Points.Any(point => point.Value.Kind == SignalKind.Missing) ? row.Path : "none",
            _ when bound is null => "unknown",
            CountAbove => $"{points.Count(point => point.Value.Number > bound)}",
            CountBelow => $"{points.Count(point => point.Value.Number < bound)}",
            AnyAbove => QueryEvaluator.YesNo(points.Any(point => point.Value.Number > bound)),
            AnyBelow => QueryEvaluator.YesNo(points.Any(point => point.Value.Number < bound)),
            SinceAbove => points
                .Where(point => point.Value.Number > bound)
                .Select(point => point.Time)
                .FirstOrDefault("never"),
            SinceBelow => points
                .Where(point => point.Value.Number < bound)
                .Select(point => point.Time)
                .FirstOrDefault("never"),
            _ => Each(query, points, bound.Value),
        };
    }

    public static bool IsStuck(Signal row) =>
        row.Points.All(point =>
            point.Value.Number == row.Points[0].Value.Number && point.Value.Kind == row.Points[0].Value.Kind
        );

    // "Is it above": ever; "is it not above", "is it between": always.
    private static string Each(Query query, SignalPoint[] points, decimal bound)
    {
        var ever = query.Operation is Above or Below or Equal or Outside;
        bool?[] holds = [.. points.Select(point => QueryEvaluator.Holds(query, point.Value.Number, bound))];
        return holds[0] is null
            ? "unknown"
            : QueryEvaluator.YesNo(ever ? holds.Any(one => one == true) : holds.All(one => one == true));
    }

    private static TimeSpan? Span(Signal row) =>
        PrintedTime.TryRead(row.Points[0].Time, out var from) && PrintedTime.TryRead(row.Points[^1].Time, out var to)
            ? to < from
                ? to - from + TimeSpan.FromDays(1)
                : to - from
            : null;

    private static string Words(TimeSpan span) =>
        span switch
        {
            { TotalHours: >= 1 } => QueryEvaluator.Plain(Math.Round((decimal)span.TotalHours, 2)) + " h",
            { TotalMinutes: >= 1 } => QueryEvaluator.Plain(Math.Round((decimal)span.TotalMinutes, 2)) + " min",
            _ => QueryEvaluator.Plain((decimal)span.TotalSeconds) + " s",
        };
}
