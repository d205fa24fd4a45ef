using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers about the states of one signal over time. A state holds until the next one is printed.</summary>
internal static class StateHistory
{
    public static string Of(Query query, Signal row)
    {
        var runs = Runs(row, query.Words);
        return query.Operation switch
        {
            CountIs => $"{runs.Count}",
            _ when runs.Count == 0 => query.Operation == DurationIs ? "0 s" : "never",
            WhenIs => QueryEvaluator.Or(runs[0].From.Time, "unknown"),
            WhenLastIs => QueryEvaluator.Or(runs[^1].From.Time, "unknown"),
            _ => Length(runs),
        };
    }

    /// <summary>The value at a time; of a state the one that held then.</summary>
    public static string At(Signal row, string time)
    {
        foreach (var point in row.Points)
            if (PrintedTime.Meets(point.Time, time))
                return point.Value.Shown;
        if (row.Points.Any(point => point.Value.IsNumber) || !row.IsSeries)
            return "unknown";
        var held = row.Points.Where(point => PrintedTime.IsWithin(point.Time, ".." + time)).Select(one => one.Value);
        return held.LastOrDefault() is { Text.Length: > 0 } last ? last.Shown : "unknown";
    }

    // From the point that begins a state to the one that ends it; null where none does.
    private static List<(SignalPoint From, SignalPoint? To)> Runs(Signal row, string state)
    {
        var runs = new List<(SignalPoint, SignalPoint?)>();
        SignalPoint? from = null;
        // Where a value is the word itself, its like are other states: "low" is not "off" beside "off".
        var isPrinted = row.Points.Any(point => Says(point, state));
        foreach (var point in row.Points)
        {
            var holds = isPrinted ? Says(point, state) : States.Is(row with { Points = [point] }, state) == true;
            if (holds)
                from ??= point;
            else if (from is { } began)
            {
                runs.Add((began, point));
                from = null;
            }
        }

        if (from is { } last)
            runs.Add((last, null));
        return runs;
    }

    private static bool Says(SignalPoint point, string state) =>
        point.Value.Kind == SignalKind.Text && point.Value.Text.Equals(state, StringComparison.OrdinalIgnoreCase);

    private static string Length(List<(SignalPoint From, SignalPoint? To)> runs)
    {
        var held = TimeSpan.Zero;
        var ended = 0;
        foreach ((var from, var to) in runs)
        {
            if (to is not { } end)
                continue;
            if (!PrintedTime.TryRead(from.Time, out var began) || !PrintedTime.TryRead(end.Time, out var stopped))
                return "unknown";
            held += stopped < began ? stopped - began + TimeSpan.FromDays(1) : stopped - began;
            ended++;
        }

        return ended > 0 ? PrintedTime.Words(held) : "unknown";
    }
}
