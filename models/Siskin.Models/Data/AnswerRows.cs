using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>Answers side by side, as what the decoder is given and what it should say.</summary>
internal static class AnswerRows
{
    /// <summary>Pads answers to the length of the longest, U.</summary>
    /// <param name="answers">Tokens of each with the end token.</param>
    /// <param name="tokens">The token that begins an answer, and padding.</param>
    /// <returns>(N, U) both, row-major: the first token and the answer without its end, and the answer with it, <see
    /// cref="SampleGroup.Ignored"/> at padding.</returns>
    public static (long[] DecoderIds, long[] Targets, int Length) Of(IReadOnlyList<int[]> answers, SpecialTokens tokens)
    {
        var length = answers.Max(answer => answer.Length);
        var decoderIds = new long[answers.Count * length];
        var targets = new long[answers.Count * length];
        Array.Fill(decoderIds, tokens.Pad);
        Array.Fill(targets, SampleGroup.Ignored);
        for (var b = 0; b < answers.Count; b++)
        {
            for (var u = 0; u < answers[b].Length; u++)
            {
                decoderIds[(b * length) + u] = u == 0 ? tokens.Bos : answers[b][u - 1];
                targets[(b * length) + u] = answers[b][u];
            }
        }

        return (decoderIds, targets, length);
    }
}
