namespace Siskin.Runtime.Inference;

/// <summary>
/// How long passes of the decoder take by their tokens, as measured while they run, and how many tokens pay.
/// </summary>
/// <param name="widest">Most tokens of a pass.</param>
internal sealed class PassCosts(int widest)
{
    // What two more tokens add to a pass of two, before it is known.
    private const double Slope = 0.45;
    private const double Newest = 1 / 8.0;

    // So slowly a width that was found too dear, by chance perhaps, is believed to be as cheap as others again.
    private const double Forgetting = 1 / 256.0;

    private readonly double[] _ratios =
    [
        .. Enumerable.Range(0, (widest / 2) + 1).Select(pairs => 1 + (Slope * Math.Max(0, pairs - 1))),
    ];
    private double _pair;

    /// <summary>Takes note of a pass.</summary>
    /// <param name="width">Its tokens, an even number.</param>
    /// <param name="ticks">How long it took, in any unit.</param>
    public void Add(int width, double ticks)
    {
        if (width == 2)
        {
            // Whatever else runs may hold up a single pass for long.
            _pair = _pair > 0 ? _pair + (Newest * (Math.Min(ticks, 2 * _pair) - _pair)) : ticks;
            return;
        }

        if (_pair <= 0)
            return;
        ref var ratio = ref _ratios[width / 2];
        ratio += Newest * (Math.Min(ticks / _pair, 2 * ratio) - ratio);
    }

    /// <summary>How many tokens a pass should have.</summary>
    /// <param name="rate">How likely a candidate is right where those before it are, 0 to 1.</param>
    /// <param name="most">Most tokens that there are for it, an even number; 2 at least.</param>
    public int Best(double rate, int most)
    {
        var (best, speed) = (2, 1 + rate);
        var (expected, likely) = (1 + rate, rate);
        for (var width = 4; width <= Math.Min(most, widest); width += 2)
        {
            expected += (likely * rate) + (likely * rate * rate);
            likely *= rate * rate;
            if (expected / _ratios[width / 2] <= speed)
                continue;
            (best, speed) = (width, expected / _ratios[width / 2]);
        }

        for (var width = 4; width <= widest; width += 2)
        {
            if (width != best)
                _ratios[width / 2] += Forgetting * (1 + (Slope * ((width / 2) - 1)) - _ratios[width / 2]);
        }

        return best;
    }
}
