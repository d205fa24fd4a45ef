using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>
/// Samples that run through the network together, as flat row-major arrays: B samples with frames of one patch grid,
/// or B texts; text padded at the end.
/// </summary>
/// <param name="Tasks">Task of each sample, (B).</param>
/// <param name="Pixels">(B, 3, H, W), or null.</param>
/// <param name="Height">H in pixels.</param>
/// <param name="Width">W in pixels.</param>
/// <param name="InputIds">(B, T)</param>
/// <param name="InputLength">T</param>
/// <param name="InputMask">(B, T), true at real tokens</param>
/// <param name="DecoderIds">(B, U): first token, then the answer without its end</param>
/// <param name="Targets">(B, U): the answer with its end token, <see cref="Ignored"/> at padding</param>
/// <param name="OutputLength">U</param>
public sealed record SampleGroup(
    string[] Tasks,
    float[]? Pixels,
    int Height,
    int Width,
    long[] InputIds,
    int InputLength,
    bool[] InputMask,
    long[] DecoderIds,
    long[] Targets,
    int OutputLength
)
{
    /// <summary>Target that the loss leaves out.</summary>
    public const long Ignored = -100;

    /// <summary>Samples in the group.</summary>
    public int Count => Tasks.Length;

    /// <summary>Patches of each frame, which stand in front of the text; 0 without frames.</summary>
    public int FrameTokens { get; init; }

    /// <summary>Where instruments are, for the samples that ask for it; null where none does.</summary>
    public PlaceTargets? Places { get; init; }

    /// <summary>Where the points of scales are, for samples where that is known; null where it is for none.</summary>
    public KeypointTargets? Keypoints { get; init; }

    /// <summary>Right answers beside wrong ones, for the samples that have them; null where none has.</summary>
    public ChoiceTargets? Choices { get; init; }

    /// <summary>Tokens that the loss counts, those that end the answers included.</summary>
    public long AnswerTokens { get; } = Targets.LongCount(target => target != Ignored);

    /// <summary>Lays samples of one grid out in arrays.</summary>
    public static SampleGroup From(IReadOnlyList<EncodedSample> samples, SpecialTokens tokens, int patchSize)
    {
        var count = samples.Count;
        var inputLength = samples.Max(s => s.InputIds.Length);
        var (decoderIds, targets, outputLength) = AnswerRows.Of([.. samples.Select(s => s.AnswerIds)], tokens);
        var inputIds = new long[count * inputLength];
        var mask = new bool[count * inputLength];
        Array.Fill(inputIds, tokens.Pad);
        for (var b = 0; b < count; b++)
        {
            var sample = samples[b];
            for (var t = 0; t < sample.InputIds.Length; t++)
            {
                inputIds[b * inputLength + t] = sample.InputIds[t];
                mask[b * inputLength + t] = true;
            }
        }

        var pixels = samples[0].Pixels is null ? null : Concatenate(samples);
        return new SampleGroup(
            [.. samples.Select(s => s.Task)],
            pixels,
            samples[0].Rows * patchSize,
            samples[0].Columns * patchSize,
            inputIds,
            inputLength,
            mask,
            decoderIds,
            targets,
            outputLength
        )
        {
            FrameTokens = samples[0].Rows * samples[0].Columns,
            Places = PlaceTargets.Of(samples),
            Keypoints = KeypointTargets.Of(samples),
            Choices = ChoiceTargets.Of(samples, tokens),
        };
    }

    private static float[] Concatenate(IReadOnlyList<EncodedSample> samples)
    {
        var size = samples[0].Pixels!.Length;
        var pixels = new float[samples.Count * size];
        for (var b = 0; b < samples.Count; b++)
            samples[b].Pixels!.CopyTo(pixels, b * size);
        return pixels;
    }
}
