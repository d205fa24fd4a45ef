using System.Numerics.Tensors;

namespace Siskin.Runtime.Inference;

/// <summary>Picks the most likely token. Keeps its scratch buffer: no allocation per token.</summary>
/// <param name="vocabulary">Number of logits.</param>
/// <param name="never">Tokens that cannot be part of an answer: special tokens other than the end.</param>
internal sealed class TokenPicker(int vocabulary, int[] never)
{
    private readonly float[] _scratch = new float[vocabulary];

    /// <summary>The token with the largest logit, and its probability among all tokens.</summary>
    public int Pick(ReadOnlySpan<float> logits, out double probability)
    {
        logits.CopyTo(_scratch);
        foreach (var token in never)
            _scratch[token] = float.NegativeInfinity;
        var best = TensorPrimitives.IndexOfMax<float>(_scratch);
        probability = Probability(logits, best);
        return best;
    }

    /// <summary>
    /// The token with the largest logit among <paramref name="allowed"/>, and its probability among all tokens: small
    /// where the model wants another one.
    /// </summary>
    public int PickAmong(ReadOnlySpan<float> logits, ReadOnlySpan<int> allowed, out double probability)
    {
        var best = allowed[0];
        foreach (var token in allowed)
        {
            if (logits[token] > logits[best])
                best = token;
        }

        probability = Probability(logits, best);
        return best;
    }

    /// <summary>The logarithms of the probabilities of some tokens among all tokens.</summary>
    /// <param name="logits">Of all tokens.</param>
    /// <param name="wanted">The tokens.</param>
    /// <param name="result">Receives one number per token.</param>
    public void LogProbabilities(ReadOnlySpan<float> logits, IReadOnlyList<ChoiceTrie> wanted, Span<double> result)
    {
        var largest = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, largest, _scratch);
        TensorPrimitives.Exp<float>(_scratch, _scratch);
        var all = Math.Log(TensorPrimitives.Sum<float>(_scratch));
        for (var i = 0; i < wanted.Count; i++)
            result[i] = logits[wanted[i].Token] - largest - all;
    }

    // Softmax of one entry; the largest logit is taken off first so that nothing overflows.
    private double Probability(ReadOnlySpan<float> logits, int token)
    {
        var largest = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, largest, _scratch);
        TensorPrimitives.Exp<float>(_scratch, _scratch);
        return _scratch[token] / TensorPrimitives.Sum<float>(_scratch);
    }
}
