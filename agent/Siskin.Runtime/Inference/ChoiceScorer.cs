using System.Runtime.InteropServices;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Asks the decoder how likely each of given answers is as a whole, its end token included: the answers are put in, as
/// many tokens in one pass as the graphs take, and what several begin with is put in once. A walk along the likeliest
/// next token would settle on an answer whose beginning is likely and whose end is not.
/// </summary>
/// <param name="graphs">Compute the logits.</param>
/// <param name="model">The special tokens.</param>
/// <param name="vocabulary">Tokens that have a text; logits beyond them are padding.</param>
/// <param name="time">For the deadline.</param>
internal sealed class ChoiceScorer(IModelGraphs graphs, ModelShape model, int vocabulary, TimeProvider time)
{
    // Beside the likeliest answer, a beginning that is less likely by this factor, e^-16, has no share that is shown.
    private const double Negligible = 16;

    private readonly TokenPicker _picker = new(vocabulary, []);
    private readonly List<int> _path = [];
    private double[] _scores = [];
    private double _best;
    private int _reached; // so many tokens of the path are put in

    /// <summary>When the first pass was done.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>
    /// The logarithm of the likelihood of every choice; of one that is negligible, that of its beginning. Null where
    /// the deadline passed before all were known.
    /// </summary>
    /// <param name="choices">The choices.</param>
    /// <param name="count">Their number.</param>
    /// <param name="deadline">Timestamp after which no pass starts, or null.</param>
    /// <param name="progress">Called after every pass, or null.</param>
    /// <param name="cancellation">Looked at before every pass.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InferenceException">The logits are not numbers.</exception>
    public double[]? Score(
        ChoiceTrie choices,
        int count,
        long? deadline,
        Action? progress,
        CancellationToken cancellation
    )
    {
        (_scores, _best, _reached, FirstTokenAt) = (new double[count], double.NegativeInfinity, 0, 0);
        _path.Clear();
        return Visit(choices, model.Tokens.Bos, 0) ? _scores : null;

        bool Visit(ChoiceTrie node, int token, double likelihood)
        {
            var start = _path.Count;
            var run = Run(node);
            _path.Add(token);
            _path.AddRange(run.Skip(1).Select(behind => behind.Token));
            if (PutIn(run, start, ref likelihood) is not { } likelihoods)
                return false;
            // The likeliest first, so that what is negligible beside it is known to be.
            foreach (var i in Enumerable.Range(0, likelihoods.Length).OrderByDescending(i => likelihoods[i]))
            {
                var (child, total) = (run[^1].Next[i], likelihood + likelihoods[i]);
                if (child.Choice is { } choice)
                    (_scores[choice], _best) = (total, Math.Max(_best, total));
                else if (total < _best - Negligible)
                    Fill(child, total);
                else if (!Visit(child, child.Token, total))
                    return false;
            }

            _path.RemoveRange(start, _path.Count - start);
            return true;
        }

        // Puts in what the path has from a place on, adds up how likely each of it is behind the one before it, and
        // gives that of what may come next. Graphs that cannot go back are led there from the start.
        double[]? PutIn(List<ChoiceTrie> run, int start, ref double likelihood)
        {
            double[] likelihoods = [];
            _reached = graphs.GoesBack || _reached == start ? start : 0;
            while (_reached < _path.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                if (deadline is { } end && time.GetTimestamp() >= end)
                    return null;
                var first = _reached;
                Pass();
                progress?.Invoke();
                for (var i = Math.Max(first, start); i < _reached; i++)
                {
                    likelihoods = Likelihoods(graphs.LogitsAfter(i - first), run[i - start].Next, i + 1);
                    likelihood += i < _path.Count - 1 ? likelihoods[0] : 0;
                }
            }

            return likelihoods;
        }
    }

    // As many tokens as a pass takes.
    private void Pass()
    {
        var count = Math.Min(graphs.MostTokens, _path.Count - _reached);
        graphs.Pass(CollectionsMarshal.AsSpan(_path).Slice(_reached, count), _reached);
        _reached += count;
        if (FirstTokenAt == 0)
            FirstTokenAt = time.GetTimestamp();
    }

    private double[] Likelihoods(ReadOnlySpan<float> logits, IReadOnlyList<ChoiceTrie> next, int position)
    {
        var likelihoods = new double[next.Count];
        _picker.LogProbabilities(logits[..vocabulary], next, likelihoods);
        return Array.TrueForAll(likelihoods, double.IsFinite)
            ? likelihoods
            : throw new InferenceException($"The decoder's logits are not numbers at token {position}.");
    }

    // A node, and those behind it up to where choices part or one ends.
    private static List<ChoiceTrie> Run(ChoiceTrie node)
    {
        var run = new List<ChoiceTrie> { node };
        while (run[^1].Next is [{ Choice: null } only])
            run.Add(only);
        return run;
    }

    private void Fill(ChoiceTrie node, double likelihood)
    {
        foreach (var choice in node.Choices())
            _scores[choice] = likelihood;
    }
}
