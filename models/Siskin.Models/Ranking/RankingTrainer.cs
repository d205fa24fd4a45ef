namespace Siskin.Models.Ranking;

/// <summary>
/// Learns the weights of a log-linear model over candidate queries: the likelihood of all right candidates together is
/// raised by stochastic gradients with AdaGrad (Duchi, Hazan and Singer 2011) and a penalty on the size of weights.
/// </summary>
internal sealed class RankingTrainer(int bits, double rate, double penalty, int seed)
{
    private readonly float[] _weights = new float[1 << bits];
    private readonly float[] _squares = new float[1 << bits];
    private readonly uint _mask = (1u << bits) - 1;
    private readonly Random _random = new(seed);

    /// <summary>The weights, by the last bits of a feature.</summary>
    public float[] Weights => _weights;

    /// <summary>Goes over the examples so many times, in another order each time.</summary>
    public void Fit(IReadOnlyList<RankedExample> examples, int epochs)
    {
        RankedExample[] order = [.. examples.Where(one => one.HasRight)];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _random.Shuffle(order);
            foreach (var one in order)
                Step(one);
        }
    }

    /// <summary>The probability of each candidate.</summary>
    public double[] Probabilities(RankedExample example)
    {
        var scores = new double[example.Candidates.Count];
        for (var i = 0; i < scores.Length; i++)
            foreach (var feature in example.Candidates[i].Features)
                scores[i] += _weights[feature & _mask];
        return Softmax(scores);
    }

    private static double[] Softmax(double[] scores)
    {
        var max = scores.Max();
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = Math.Exp(scores[i] - max);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
        return scores;
    }

    private void Step(RankedExample example)
    {
        var all = Probabilities(example);
        var right = 0.0;
        for (var i = 0; i < all.Length; i++)
            right += example.IsRight[i] ? all[i] : 0;
        right = Math.Max(right, 1e-12);
        var gradient = new Dictionary<uint, double>();
        for (var i = 0; i < all.Length; i++)
        {
            var weight = (example.IsRight[i] ? all[i] / right : 0) - all[i];
            if (Math.Abs(weight) < 1e-5)
                continue;
            foreach (var feature in example.Candidates[i].Features)
                gradient[feature & _mask] = gradient.GetValueOrDefault(feature & _mask) + weight;
        }

        foreach ((var at, var value) in gradient)
        {
            var slope = value - penalty * _weights[at];
            _squares[at] += (float)(slope * slope);
            _weights[at] += (float)(rate * slope / (1e-6 + Math.Sqrt(_squares[at])));
        }
    }
}
