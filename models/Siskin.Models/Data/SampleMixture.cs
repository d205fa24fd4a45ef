namespace Siskin.Models.Data;

/// <summary>
/// The stream of training samples: sample i is drawn from seed and i alone, so a run can be resumed anywhere and
/// another seed never repeats a sample.
/// </summary>
public sealed class SampleMixture
{
    private readonly Func<string, int, Sample> _draw;
    private readonly (string Task, double UpTo)[] _cumulative;
    private readonly int _seed;

    /// <param name="weights">Relative frequency of each task.</param>
    /// <param name="seed">Seed of the stream.</param>
    /// <param name="draw">Makes a sample of a task from a seed.</param>
    /// <exception cref="ArgumentException">No task has a positive weight.</exception>
    public SampleMixture(IReadOnlyDictionary<string, double> weights, int seed, Func<string, int, Sample> draw)
    {
        _draw = draw;
        _seed = seed;
        double total = weights.Values.Sum();
        if (total <= 0 || weights.Values.Any(w => w < 0))
            throw new ArgumentException($"task weights sum to {total}; none may be negative and one must be positive");
        double sum = 0;
        _cumulative = [.. weights.Where(w => w.Value > 0).Select(w => (w.Key, sum += w.Value / total))];
    }

    /// <summary>The sample at a place of the stream.</summary>
    public Sample At(long index)
    {
        var random = new Random(SampleSeeds.Mix(_seed, index));
        double pick = random.NextDouble();
        foreach (var (task, upTo) in _cumulative)
            if (pick < upTo)
                return _draw(task, random.Next());
        return _draw(_cumulative[^1].Task, random.Next());
    }
}
