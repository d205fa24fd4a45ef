using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>
/// Learns the weights of a log-linear model over candidate queries: the likelihood of all right candidates together is
/// raised by stochastic gradients with AdaGrad (Duchi, Hazan and Singer 2011), with a penalty on the size of weights
/// and with features left out by chance, so that no single word decides.
/// </summary>
internal sealed class RankingTrainer(int bits, int seed)
{
    private const float Rate = 0.1f;
    private const float Penalty = 1e-3f;
    private const float Tiny = 1e-6f;

    // A share of the features is left out of a step; one that hardly moves a candidate is not worth its gradient.
    private const double Left = 0.3;
    private const double Negligible = 1e-5;

    private readonly float[] _weights = new float[1 << bits];
    private readonly float[] _squares = new float[1 << bits];
    private readonly double[] _sums = new double[1 << bits];
    private readonly uint _mask = (1u << bits) - 1;
    private readonly Random _random = new(seed);
    private readonly float[] _gradient = new float[1 << bits];
    private readonly List<uint> _touched = [];
    private uint _salt;
    private int _rounds;

    /// <summary>Goes over all examples once, in an order by chance.</summary>
    public void Round(IReadOnlyList<RankedExample> examples)
    {
        RankedExample[] order = [.. examples.Where(one => one.HasRight)];
        _random.Shuffle(order);
        foreach (var one in order)
            Step(one);
        _rounds++;
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += _weights[i];
    }

    /// <summary>The mean of the weights behind each round: it depends less on what came last.</summary>
    public float[] Mean() => [.. _sums.Select(sum => (float)(sum / Math.Max(1, _rounds)))];

    private void Step(RankedExample example)
    {
        _salt = (uint)_random.Next();
        var all = Scores(example.Candidates);
        RankingWeights.Softmax(all);
        var right = 1e-12;
        for (var i = 0; i < all.Length; i++)
            right += example.IsRight[i] ? all[i] : 0;
        _touched.Clear();
        for (var i = 0; i < all.Length; i++)
        {
            var slope = (float)((example.IsRight[i] ? all[i] / right : 0) - all[i]);
            if (Math.Abs(slope) >= Negligible)
                Add(example.Candidates[i].Features, slope);
        }

        foreach (var at in _touched)
        {
            if (_gradient[at] == 0)
                continue;
            var slope = _gradient[at] - Penalty * _weights[at];
            _gradient[at] = 0;
            _squares[at] += slope * slope;
            _weights[at] += Rate * slope / (Tiny + MathF.Sqrt(_squares[at]));
        }
    }

    private void Add(uint[] features, float slope)
    {
        foreach (var feature in features)
        {
            if (IsLeft(feature))
                continue;
            var at = feature & _mask;
            if (_gradient[at] == 0)
                _touched.Add(at);
            _gradient[at] += slope;
        }
    }

    private double[] Scores(IReadOnlyList<RankedCandidate> candidates)
    {
        var scores = new double[candidates.Count];
        for (var i = 0; i < scores.Length; i++)
            foreach (var feature in candidates[i].Features)
                if (!IsLeft(feature))
                    scores[i] += _weights[feature & _mask] / (1 - Left);
        return scores;
    }

    // The same for all candidates of a step.
    private bool IsLeft(uint feature) => (((feature ^ _salt) * 0x9E3779B1u) >> 8) % 1000 < Left * 1000;
}
