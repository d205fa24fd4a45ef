using Siskin.Runtime.Text;

namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// Keeps samples short. The tokenizer is trained on the samples, so their length is estimated without it: one token per
/// digit and run of symbols, and one per four letters of a word.
/// </summary>
internal static class TokenBudget
{
    /// <summary>Estimated tokens that most samples stay within.</summary>
    public const int Usual = 105;

    /// <summary>Estimated tokens that no sample exceeds.</summary>
    public const int Longest = 160;

    /// <summary>Estimated tokens of prompt and sensor text.</summary>
    public static int Estimate(Sample sample) => 1 + Estimate(sample.Prompt) + Estimate(sample.Sensors);

    private static int Estimate(ReadOnlySpan<char> text)
    {
        int tokens = 0;
        foreach (ReadOnlySpan<char> piece in new PreTokens(text))
            tokens += char.IsAsciiLetter(piece[^1]) ? (piece.Length + 3) / 4 : 1;
        return tokens;
    }
}
