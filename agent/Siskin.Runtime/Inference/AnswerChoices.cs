using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>The texts of which an answer is one, and what their likelihoods make of them.</summary>
internal sealed class AnswerChoices
{
    private readonly string[] _texts;
    private readonly int[][] _tokens;

    private AnswerChoices(string[] texts, int[][] tokens, int end) =>
        (_texts, _tokens, Trie) = (texts, tokens, ChoiceTrie.Build(tokens, end));

    /// <summary>Their tokens.</summary>
    public ChoiceTrie Trie { get; }

    /// <summary>How many there are; a text that was given twice counts once.</summary>
    public int Count => _texts.Length;

    /// <summary>The tokens of one of them, without the end token.</summary>
    public ReadOnlySpan<int> TokensOf(int index) => _tokens[index];

    /// <summary>The text of one of them.</summary>
    public string TextOf(int index) => _texts[index];

    /// <summary>Reads them, or says why they cannot be answers.</summary>
    /// <param name="choices">The texts.</param>
    /// <param name="tokenizer">Turns them into tokens.</param>
    /// <param name="max">Most tokens of an answer, end token included.</param>
    /// <param name="longest">Characters from which on a text surely has too many tokens.</param>
    /// <param name="rejection">400 a text is empty or too long.</param>
    public static AnswerChoices? Of(
        IReadOnlyList<string> choices,
        BpeTokenizer tokenizer,
        int max,
        int longest,
        out Rejection? rejection
    )
    {
        rejection = null;
        var tokens = new Dictionary<string, int[]>(StringComparer.Ordinal);
        for (var i = 0; i < choices.Count; i++)
        {
            var encoded = choices[i].Length <= longest ? tokenizer.Encode(choices[i]) : new int[max];
            tokens[choices[i]] = encoded;
            if (encoded.Length > 0 && encoded.Length < max)
                continue;
            rejection = new Rejection(
                400,
                encoded.Length == 0
                    ? $"Choice {i + 1} is empty."
                    : $"Choice {i + 1} has {encoded.Length + 1} tokens or more with its end; an answer has at most {max}."
            );
            return null;
        }

        return new AnswerChoices([.. tokens.Keys], [.. tokens.Values], tokenizer.Tokens.Eos);
    }

    /// <summary>The share of each, by the logarithms of their likelihoods; together 1.</summary>
    /// <remarks>
    /// A softmax at the temperature that the bundle's calibration found for free answers. Its offset, which moves every
    /// answer towards right or wrong, has no place where one of several is right; it counts in <see cref="Confidence"/>.
    /// </remarks>
    public ChoiceShare[] Shares(ReadOnlySpan<double> likelihoods, ConfidenceCalibration? calibration)
    {
        var scale = calibration?.Scale ?? 1;
        var largest = likelihoods[0];
        foreach (var likelihood in likelihoods)
            largest = Math.Max(largest, likelihood);
        var shares = new ChoiceShare[_texts.Length];
        double sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = new ChoiceShare(_texts[i], Math.Exp(scale * (likelihoods[i] - largest)));
            sum += shares[i].Probability;
        }

        for (var i = 0; i < shares.Length; i++)
            shares[i] = shares[i] with { Probability = shares[i].Probability / sum };
        return shares;
    }

    /// <summary>
    /// How likely the choice of the largest share is right: that share, and no more than the confidence that the bundle
    /// has in an answer as likely as all choices together. A model that would rather have said something else, that the
    /// frame is unreadable for one, picks by chance.
    /// </summary>
    public static double Confidence(double share, ReadOnlySpan<double> likelihoods, ConfidenceCalibration? calibration)
    {
        double any = 0;
        foreach (var likelihood in likelihoods)
            any += Math.Exp(likelihood);
        any = Math.Min(1, any);
        return Math.Min(share, calibration?.Of(any) ?? any);
    }
}
