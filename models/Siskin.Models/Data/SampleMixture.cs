namespace Siskin.Models.Data;

/// <summary>
/// The stream of training samples: sample i is drawn from seed and i alone, so a run can be resumed anywhere and
/// another seed never repeats a sample.
/// </summary>
public sealed class SampleMixture
{
    private readonly Func<string, int, double, Sample> _draw;
    private readonly List<(long Before, double Severity, (string Task, double UpTo)[] Cumulative)> _stages = [];
    private readonly int _seed;
    private readonly long _distinct;

    /// <param name="weights">Relative frequency of each task, after the stages.</param>
    /// <param name="seed">Seed of the stream.</param>
    /// <param name="draw">Makes a sample of a task from a seed, with frames of the given severity (0..1).</param>
    /// <param name="stages">Other frequencies for the beginning of the stream, in order.</param>
    /// <param name="distinct">Samples after which the stream begins anew; null for one that never repeats a sample.</param>
    /// <exception cref="ArgumentException">A mixture has no task with a positive weight.</exception>
    public SampleMixture(
        IReadOnlyDictionary<string, double> weights,
        int seed,
        Func<string, int, double, Sample> draw,
        IReadOnlyList<SampleStage>? stages = null,
        long? distinct = null
    )
    {
        if (distinct is < 1)
            throw new ArgumentException($"{distinct} distinct samples; allowed: at least 1");
        _distinct = distinct ?? long.MaxValue;
        _draw = draw;
        _seed = seed;
        long before = 0;
        foreach (var stage in stages ?? [])
            _stages.Add((before += stage.Samples, stage.Severity, Cumulate(stage.Tasks)));
        _stages.Add((long.MaxValue, 1, Cumulate(weights)));
    }

    private static (string Task, double UpTo)[] Cumulate(IReadOnlyDictionary<string, double> weights)
    {
        var total = weights.Values.Sum();
        if (total <= 0 || weights.Values.Any(w => w < 0))
            throw new ArgumentException($"task weights sum to {total}; none may be negative and one must be positive");
        double sum = 0;
        return [.. weights.Where(w => w.Value > 0).Select(w => (w.Key, sum += w.Value / total))];
    }

    /// <summary>The sample at a place of the stream.</summary>
    public Sample At(long index)
    {
        index %= _distinct;
        var random = new Random(SampleSeeds.Mix(_seed, index));
        var pick = random.NextDouble();
        var (_, severity, cumulative) = _stages.First(stage => index < stage.Before);
        foreach (var (task, upTo) in cumulative)
            if (pick < upTo)
                return _draw(task, random.Next(), severity);
        return _draw(cumulative[^1].Task, random.Next(), severity);
    }
}
