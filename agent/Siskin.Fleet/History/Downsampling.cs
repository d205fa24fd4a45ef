namespace Siskin.Fleet.History;

/// <summary>
/// Makes one sample of several. Counts are summed; memory, processor and temperature averaged; the queue, doubtful
/// readings, p95 and p99 keep their worst, since an average would hide what they are looked at for; p50 is weighted by
/// the requests behind it.
/// </summary>
internal static class Downsampling
{
    public static Sample Merge(IReadOnlyList<Sample> samples)
    {
        var merged = new Sample { Time = samples[0].Time };
        merged.Requests = Sum(samples, sample => sample.Requests);
        merged.Errors = Sum(samples, sample => sample.Errors);
        merged.Queue = Most(samples, sample => sample.Queue);
        merged.MemoryMb = Mean(samples, sample => sample.MemoryMb);
        merged.CpuPercent = Mean(samples, sample => sample.CpuPercent);
        merged.TemperatureC = Mean(samples, sample => sample.TemperatureC);
        merged.Doubtful = Most(samples, sample => sample.Doubtful);
        merged.Fallback = Mean(samples, sample => sample.Fallback);
        for (var stage = 0; stage < Sample.Stages.Count; stage++)
        {
            var at = stage;
            var values = merged.Stage(stage);
            values[0] = WeightedMean(samples, sample => sample.Stage(at)[0]);
            values[1] = Most(samples, sample => sample.Stage(at)[1]);
            values[2] = Most(samples, sample => sample.Stage(at)[2]);
        }
        return merged;
    }

    private static float Sum(IReadOnlyList<Sample> samples, Func<Sample, float> of) =>
        Known(samples, of) is { Length: > 0 } known ? known.Sum() : float.NaN;

    private static float Most(IReadOnlyList<Sample> samples, Func<Sample, float> of) =>
        Known(samples, of) is { Length: > 0 } known ? known.Max() : float.NaN;

    private static float Mean(IReadOnlyList<Sample> samples, Func<Sample, float> of) =>
        Known(samples, of) is { Length: > 0 } known ? known.Average() : float.NaN;

    private static float WeightedMean(IReadOnlyList<Sample> samples, Func<Sample, float> of)
    {
        var (sum, weights) = (0f, 0f);
        foreach (var sample in samples)
        {
            if (float.IsNaN(of(sample)))
                continue;
            // A device without a request of its own, as one with watches only, counts once.
            var weight = sample.Requests >= 1 ? sample.Requests : 1;
            (sum, weights) = (sum + (weight * of(sample)), weights + weight);
        }
        return weights > 0 ? sum / weights : float.NaN;
    }

    private static float[] Known(IReadOnlyList<Sample> samples, Func<Sample, float> of) =>
        [.. samples.Select(of).Where(value => !float.IsNaN(value))];
}
