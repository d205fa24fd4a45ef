using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Finds out, when a model is loaded, whether it may look ahead on this machine: a row of a pass must have the same
/// bits however many there are, and a pair must cost little more than one token, since most passes foresee nothing.
/// </summary>
internal static class LookaheadTrial
{
    private const int Input = 32;
    private const int Tries = 4;

    // A large model reads its weights for as long as it takes to multiply several rows by them.
    private const double MostForPair = 1.25;

    /// <summary>Whether it may. Takes about fifteen steps of the decoder.</summary>
    /// <param name="graphs">The graphs, at no answer just now.</param>
    /// <param name="model">The limits and special tokens.</param>
    /// <param name="mustPay">Whether the cost counts.</param>
    /// <param name="time">Clock.</param>
    public static bool Passes(IModelGraphs graphs, ModelShape model, bool mustPay, TimeProvider time)
    {
        if (graphs.MostTokens < Lookahead.Widest || model.MaxOutputTokens < Lookahead.Widest)
            return false;
        var input = Tokens(model, Math.Min(Input, model.MaxInputTokens));
        using var read = graphs.Prefill(null, input, input.Length);
        var tokens = Tokens(model, Lookahead.Widest);
        tokens[0] = model.Tokens.Bos;
        var passes = (!mustPay || Pays(graphs, tokens, time)) && IsExact(graphs, tokens);
        graphs.Finish();
        return passes;
    }

    private static bool Pays(IModelGraphs graphs, int[] tokens, TimeProvider time)
    {
        graphs.Pass(tokens.AsSpan(0, 1), 0); // touches what is not in memory yet
        graphs.Pass(tokens.AsSpan(0, 2), 0);
        var (one, pair) = (long.MaxValue, long.MaxValue);
        for (var i = 0; i < Tries; i++)
        {
            one = Math.Min(one, Ticks(1));
            pair = Math.Min(pair, Ticks(2));
        }

        return pair <= MostForPair * one;

        long Ticks(int count)
        {
            var started = time.GetTimestamp();
            graphs.Pass(tokens.AsSpan(0, count), 0);
            return time.GetTimestamp() - started;
        }
    }

    private static bool IsExact(IModelGraphs graphs, int[] tokens)
    {
        var expected = new float[tokens.Length][];
        for (var i = 0; i < tokens.Length; i += 2)
        {
            graphs.Pass(tokens.AsSpan(i, 2), i);
            expected[i] = graphs.LogitsAfter(0).ToArray();
            expected[i + 1] = graphs.LogitsAfter(1).ToArray();
        }

        // From the second token on, so that it is not the same pairs.
        for (var width = tokens.Length - 2; width >= 2; width -= 2)
        {
            graphs.Pass(tokens.AsSpan(1, width), 1);
            if (!Same(1, width))
                return false;
        }

        graphs.Pass(tokens, 0);
        return Same(0, tokens.Length);

        bool Same(int from, int count)
        {
            for (var i = 0; i < count; i++)
            {
                if (!graphs.LogitsAfter(i).SequenceEqual(expected[from + i]))
                    return false;
            }

            return true;
        }
    }

    // Any that differ.
    private static int[] Tokens(ModelShape model, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int)(((i * 7919L) + 101) % model.VocabSize))];
}
