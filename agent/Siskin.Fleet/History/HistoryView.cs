namespace Siskin.Fleet.History;

/// <summary>A device over time, for its page: one list for every line of a picture, all of one length.</summary>
/// <param name="IntervalS">Seconds of one sample; 0: as they came.</param>
/// <param name="Times">Seconds since 1970.</param>
/// <param name="Lines">Numbers by name; null where there is none.</param>
/// <param name="Problem">Why there is no history, or null.</param>
internal sealed record HistoryView(
    double IntervalS,
    IReadOnlyList<long> Times,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Lines,
    string? Problem
)
{
    private const int MaxPoints = 1_000;

    private static readonly string[] Percents = ["p50", "p95", "p99"];

    public static HistoryView Of(HistoryLevel level, IReadOnlyList<Sample> samples, string? problem)
    {
        var shown = Thin(samples);
        var lines = new Dictionary<string, IReadOnlyList<double?>>();
        Add("requests", sample => sample.Requests);
        Add("errors", sample => sample.Errors);
        Add("queue", sample => sample.Queue);
        Add("memory", sample => sample.MemoryMb);
        Add("cpu", sample => sample.CpuPercent);
        Add("temperature", sample => sample.TemperatureC);
        Add("doubtful", sample => sample.Doubtful);
        Add("fallback", sample => sample.Fallback);
        for (var stage = 0; stage < Sample.Stages.Count; stage++)
        {
            var at = stage;
            for (var i = 0; i < Percents.Length; i++)
            {
                var of = i;
                Add($"{Sample.Stages[stage]}.{Percents[i]}", sample => sample.Stage(at)[of]);
            }
        }
        return new(level.Interval.TotalSeconds, [.. shown.Select(sample => sample.Time)], lines, problem);

        void Add(string name, Func<Sample, float> of)
        {
            var values = shown.Select(sample => of(sample) is var value && float.IsNaN(value) ? null : Rounded(value));
            var line = values.ToArray();
            if (line.Any(value => value is not null))
                lines[name] = line;
        }
    }

    // As many as a picture has columns.
    private static IReadOnlyList<Sample> Thin(IReadOnlyList<Sample> samples) =>
        samples.Count <= MaxPoints
            ? samples
            : [.. samples.Chunk((samples.Count + MaxPoints - 1) / MaxPoints).Select(Downsampling.Merge)];

    private static double? Rounded(float value) => Math.Round(value, 3);
}
