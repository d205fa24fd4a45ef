using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Telemetry;

/// <summary>The timings of the latest requests, limited in number and age, and their exact percentiles.</summary>
internal sealed class TimingWindow(int capacity, TimeSpan age, TimeProvider time)
{
    private readonly (long Added, StageTimings Timings, int Tokens)[] _ring = new (long, StageTimings, int)[capacity];
    private long _added;

    public void Add(StageTimings timings, int tokens) =>
        _ring[_added++ % capacity] = (time.GetTimestamp(), timings, tokens);

    public TimingSummary Summarize()
    {
        var recent = Recent();
        var percentiles = new Dictionary<string, Percentiles>(StringComparer.Ordinal);
        foreach (var (name, value) in ReplyStages.All)
        {
            var values = recent
                .Select(entry => value(entry.Timings))
                .Where(milliseconds => ReplyStages.Ran(name, milliseconds))
                .ToArray();
            if (values.Length > 0)
                percentiles[name] = PercentilesOf(values);
        }
        // The first token belongs to another stage.
        var decoded = recent.Sum(entry => entry.Tokens - 1.0);
        var decoding = recent.Sum(entry => (entry.Tokens - 1) * entry.Timings.PerToken);
        return new TimingSummary(
            recent.Count,
            percentiles,
            decoding > 0 ? Math.Round(1_000 * decoded / decoding, 1) : null
        );
    }

    /// <summary>
    /// Percentiles by the nearest rank; sorts <paramref name="values"/>, of which there is at least one.
    /// </summary>
    public static Percentiles PercentilesOf(double[] values)
    {
        Array.Sort(values);
        return new Percentiles(Rank(values, 0.50), Rank(values, 0.95), Rank(values, 0.99));
    }

    private static double Rank(double[] sorted, double quantile) =>
        sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];

    private List<(StageTimings Timings, int Tokens)> Recent()
    {
        var recent = new List<(StageTimings, int)>();
        for (var i = Math.Max(0, _added - capacity); i < _added; i++)
        {
            var (added, timings, tokens) = _ring[i % capacity];
            if (time.GetElapsedTime(added) <= age)
                recent.Add((timings, tokens));
        }
        return recent;
    }
}
