using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>
/// Right answers beside wrong ones, of the samples of a group that have them: N samples with K answers each, the right
/// one first, as flat row-major arrays padded to U tokens.
/// </summary>
/// <param name="Rows">Which sample of the group each answer belongs to, (N * K).</param>
/// <param name="DecoderIds">(N * K, U): first token, then the answer without its end</param>
/// <param name="Targets">(N * K, U): the answer with its end token, <see cref="SampleGroup.Ignored"/> at padding</param>
/// <param name="Length">U</param>
public sealed record ChoiceTargets(long[] Rows, long[] DecoderIds, long[] Targets, int Length)
{
    /// <summary>K</summary>
    public const int Answers = 4;

    /// <summary>Of the samples with so many answers; null where none has.</summary>
    public static ChoiceTargets? Of(IReadOnlyList<EncodedSample> samples, SpecialTokens tokens)
    {
        var rows = Enumerable
            .Range(0, samples.Count)
            .Where(b => samples[b].Others.Count >= Answers - 1)
            .SelectMany(b => Enumerable.Repeat((long)b, Answers))
            .ToArray();
        if (rows.Length == 0)
            return null;
        var answers = rows.Select(
                (b, i) => i % Answers is > 0 and var n ? samples[(int)b].Others[n - 1] : samples[(int)b].AnswerIds
            )
            .ToArray();
        var (ids, targets, length) = AnswerRows.Of(answers, tokens);
        return new ChoiceTargets(rows, ids, targets, length);
    }
}
