using Siskin.Runtime.Text;

namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// Keeps samples short. The tokenizer is trained on the samples, so their length is estimated without it: one token per
/// digit and run of symbols, and one for some letters of a word (held-out words are cut into shorter pieces).
/// </summary>
internal static class TokenBudget
{
    /// <summary>Estimated tokens of a lookup.</summary>
    public const int Short = 56;

    /// <summary>Estimated tokens that most samples stay within.</summary>
    public const int Usual = 105;

    /// <summary>Estimated tokens that no sample exceeds.</summary>
    public const int Longest = 150;

    /// <summary>Estimated tokens of prompt and sensor text.</summary>
    public static int Estimate(Sample sample, bool heldOut)
    {
        var letters = heldOut ? 2 : 4;
        return 1 + Estimate(sample.Prompt, 4) + Estimate(sample.Sensors, letters);
    }

    private static int Estimate(ReadOnlySpan<char> text, int letters)
    {
        var tokens = 0;
        foreach (var piece in new PreTokens(text))
            tokens += char.IsAsciiLetter(piece[^1]) ? (piece.Length + letters - 1) / letters : 1;
        return tokens;
    }
}
