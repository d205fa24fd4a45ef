using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Asks the decoder how likely each of given answers is as a whole, its end token included: the answers are put in
/// token by token, and what several begin with is put in once. A walk along the likeliest next token would settle on an
/// answer whose beginning is likely and whose end is not.
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
    private int _reached;

    /// <summary>When the first step was done.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>
    /// The logarithm of the likelihood of every choice; of one that is negligible, that of its beginning. Null where
    /// the deadline passed before all were known.
    /// </summary>
    /// <param name="choices">The choices.</param>
    /// <param name="count">Their number.</param>
    /// <param name="deadline">Timestamp after which no step starts, or null.</param>
    /// <param name="progress">Called after every step, or null.</param>
    /// <param name="cancellation">Looked at before every step.</param>
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
            _path.Add(token);
            if (!Step())
                return false;
            var likelihoods = new double[node.Next.Count];
            _picker.LogProbabilities(graphs.Logits[..vocabulary], node.Next, likelihoods);
            // The likeliest first, so that what is negligible beside it is known to be.
            foreach (var i in Enumerable.Range(0, likelihoods.Length).OrderByDescending(i => likelihoods[i]))
            {
                var (child, total) = (node.Next[i], likelihood + likelihoods[i]);
                if (!double.IsFinite(total))
                    throw new InferenceException($"The decoder's logits are not numbers at token {_path.Count}.");
                if (child.Choice is { } choice)
                    (_scores[choice], _best) = (total, Math.Max(_best, total));
                else if (total < _best - Negligible)
                    Fill(child, total);
                else if (!Visit(child, child.Token, total))
                    return false;
            }

            _path.RemoveAt(_path.Count - 1);
            return true;
        }

        // Steps the last token of the path; graphs that cannot go back are led there from the start.
        bool Step()
        {
            var last = _path.Count - 1;
            var position = graphs.GoesBack || _reached == last ? last : 0;
            for (; position < _path.Count; position++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (deadline is { } end && time.GetTimestamp() >= end)
                    return false;
                graphs.Step(_path[position], position);
                progress?.Invoke();
            }

            _reached = _path.Count;
            if (FirstTokenAt == 0)
                FirstTokenAt = time.GetTimestamp();
            return true;
        }
    }

    private void Fill(ChoiceTrie node, double likelihood)
    {
        foreach (var choice in node.Choices())
            _scores[choice] = likelihood;
    }
}
