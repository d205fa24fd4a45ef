using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about the values of one signal over time.</summary>
internal static class SeriesAnswers
{
    public static string Of(Query query, Signal row)
    {
        SignalPoint[] points = [.. row.Points.Where(point => point.Value.IsNumber)];
        if (query is { Operation: Last, Words: "valid" })
            return points.Length > 0 ? QueryEvaluator.Shown(row, points[^1].Value, query.Unit) : "missing";
        if (query.Operation is Value or Last)
            return QueryEvaluator.Shown(row, row.Value, query.Unit);
        if (query.Operation == First)
            return QueryEvaluator.Shown(row, row.Points[0].Value, query.Unit);
        if (query.Operation == UnitOf)
            return QueryEvaluator.Or(row.Unit, "unknown");
        if (query.Operation == WhenLast)
            return QueryEvaluator.Or(row.Points[^1].Time, "unknown");
        if (query.Operation == Since)
            return Since_(row, query.Words);
        if (query.Operation == AnyIs)
            return QueryEvaluator.YesNo(
                row.Points.Any(point => States.Is(row with { Points = [point] }, query.Words) == true)
            );
        if (query.Operation == CountAre)
            return $"{row.Points.Count(point => States.Is(row with { Points = [point] }, query.Words) == true)}";
        if (query.Operation is Is or IsNot or Either or AllAre or WhichAre)
            return StateAnswers.Of(query, [row]);
        if (query.Operation == At)
            return StateHistory.At(row, query.Time);
        if (query.Operation is DurationIs or WhenIs or WhenLastIs or CountIs)
            return StateHistory.Of(query, row);
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
            Trend => Way(
                query,
                SeriesTrend.Of(
                    [.. points.Select(point => point.Value.Number)],
                    points.Max(point => SeriesTrend.Decimals(point.Value.Text))
                )
            ),
            Spread => QueryEvaluator.Plain(top.Value.Number - bottom.Value.Number) + unit,
            Sum => QueryEvaluator.Plain(points.Sum(point => point.Value.Number)) + unit,
            Average => QueryEvaluator.Mean(
                points.Average(point => point.Value.Number),
                points.Select(point => point.Value)
            ) + unit,
            Count => $"{row.Points.Count}",
            Difference when bound is null => QueryEvaluator.Plain(points[^1].Value.Number - points[0].Value.Number)
                + unit,
            Distance when bound is null => QueryEvaluator.Plain(
                Math.Abs(points[^1].Value.Number - points[0].Value.Number)
            ) + unit,
            Distance => QueryEvaluator.Plain(Math.Abs(points[^1].Value.Number - bound!.Value)) + unit,
            Duration => Span(row) is { } span ? PrintedTime.Words(span) : "unknown",
            Rate => Span(row) is { TotalSeconds: > 0 } span
                ? QueryEvaluator.Plain(
                    Math.Round(
                        (points[^1].Value.Number - points[0].Value.Number)
                            * Seconds(query.Unit)
                            / (decimal)span.TotalSeconds,
                        4
                    )
                )
                    + unit
                    + "/"
                    + (query.Unit.Length > 0 ? query.Unit : "h")
                : "unknown",
            CountMissing => $"{row.Points.Count(point => point.Value.Kind == SignalKind.Missing)}",
            WhenMissing => QueryEvaluator.Or(
                string.Join(
                    ", ",
                    row.Points.Where(point => point.Value.Kind == SignalKind.Missing).Select(point => point.Time)
                ),
                "never"
            ),
            BeyondLimits => QueryEvaluator.YesNo(QueryEvaluator.IsBeyond(row, query.Words)),
            WithinLimits => QueryEvaluator.YesNo(!QueryEvaluator.IsBeyond(row, query.Words)),
            Missing => row.Points.Any(point => point.Value.Kind == SignalKind.Missing) ? row.Path : "none",
            _ when bound is null => "unknown",
            DurationAbove or DurationBelow => Held(row.Points, query.Operation == DurationAbove, bound.Value),
            CountThat => $"{points.Count(point => QueryEvaluator.Compares(query, point.Value.Number))}",
            AllThat => QueryEvaluator.YesNo(points.All(point => QueryEvaluator.Compares(query, point.Value.Number))),
            AnyThat => QueryEvaluator.YesNo(points.Any(point => QueryEvaluator.Compares(query, point.Value.Number))),
            AllAbove => QueryEvaluator.YesNo(points.All(point => point.Value.Number > bound)),
            AllBelow => QueryEvaluator.YesNo(points.All(point => point.Value.Number < bound)),
            CountAbove => $"{points.Count(point => point.Value.Number > bound)}",
            CountBelow => $"{points.Count(point => point.Value.Number < bound)}",
            AnyAbove => QueryEvaluator.YesNo(points.Any(point => point.Value.Number > bound)),
            AnyBelow => QueryEvaluator.YesNo(points.Any(point => point.Value.Number < bound)),
            SinceAbove => points
                .Where(point => point.Value.Number > bound || query.Words == "reached" && point.Value.Number == bound)
                .Select(point => point.Time)
                .FirstOrDefault("never"),
            SinceBelow => points
                .Where(point => point.Value.Number < bound || query.Words == "reached" && point.Value.Number == bound)
                .Select(point => point.Time)
                .FirstOrDefault("never"),
            _ => Each(query, points, bound.Value),
        };
    }

    public static bool IsStuck(Signal row) =>
        row.Points.All(point =>
            point.Value.Number == row.Points[0].Value.Number && point.Value.Kind == row.Points[0].Value.Kind
        );

    // "Is it rising?" is answered by yes or no.
    private static string Way(Query query, string trend) =>
        query.Words switch
        {
            "" => trend,
            "moving" => trend == "steady" ? "no" : "yes",
            { } asked => QueryEvaluator.YesNo(asked == trend),
        };

    // "Is it above": ever; "is it not above", "is it between": always.
    private static string Each(Query query, SignalPoint[] points, decimal bound)
    {
        if (query.Words == "now")
            return QueryEvaluator.Holds(query, points[^1].Value.Number, bound) is { } now
                ? QueryEvaluator.YesNo(now)
                : "unknown";
        var ever = query.Operation is Above or Below or Equal or Outside;
        bool?[] holds = [.. points.Select(point => QueryEvaluator.Holds(query, point.Value.Number, bound))];
        return holds[0] is null
            ? "unknown"
            : QueryEvaluator.YesNo(ever ? holds.Any(one => one == true) : holds.All(one => one == true));
    }

    // The first time of the last run of a state.
    private static string Since_(Signal row, string state)
    {
        var time = "unknown";
        foreach (var point in row.Points.Reverse())
        {
            if (States.Is(row with { Points = [point] }, state) != true)
                break;
            time = point.Time;
        }

        return time;
    }

    private static int Seconds(string unit) =>
        unit switch
        {
            "s" => 1,
            "min" => 60,
            "d" => 86400,
            _ => 3600,
        };

    // A value holds until the next one.
    private static string Held(IReadOnlyList<SignalPoint> points, bool above, decimal bound)
    {
        var held = TimeSpan.Zero;
        for (var i = 0; i + 1 < points.Count; i++)
        {
            if (
                !PrintedTime.TryRead(points[i].Time, out var from)
                || !PrintedTime.TryRead(points[i + 1].Time, out var to)
            )
                return "unknown";
            if (points[i].Value.IsNumber && (above ? points[i].Value.Number > bound : points[i].Value.Number < bound))
                held += to < from ? to - from + TimeSpan.FromDays(1) : to - from;
        }

        return PrintedTime.Words(held);
    }

    private static TimeSpan? Span(Signal row) =>
        PrintedTime.TryRead(row.Points[0].Time, out var from) && PrintedTime.TryRead(row.Points[^1].Time, out var to)
            ? to < from
                ? to - from + TimeSpan.FromDays(1)
                : to - from
            : null;
}
