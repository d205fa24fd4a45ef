using System.Numerics.Tensors;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What the patches of a frame say about where something is, a row of numbers each.</summary>
internal static class PatchVote
{
    /// <summary>Holds what was told against the frame.</summary>
    /// <param name="told">(P, N), row by row.</param>
    /// <param name="numbers">N</param>
    /// <param name="frame">The frame's grid.</param>
    /// <param name="what">What it is about: "places".</param>
    /// <exception cref="InferenceException">Of another length, or a number is none.</exception>
    public static void Check(ReadOnlySpan<float> told, int numbers, FrameGeometry frame, string what)
    {
        if (told.Length != numbers * frame.Patches)
            throw new InferenceException(
                $"The encoder says {told.Length} numbers about the {what} of {frame.Patches} patches, not {numbers} each."
            );
        if (!float.IsFinite(TensorPrimitives.Sum(told)))
            throw new InferenceException($"What the encoder says about {what} are not numbers.");
    }

    /// <summary>
    /// The share of each patch and, last, of "not in the frame": softmax of the scores, the score of that being 0.
    /// </summary>
    /// <param name="told">(P, N), row by row.</param>
    /// <param name="numbers">N</param>
    /// <param name="score">Which of them is the score.</param>
    /// <param name="shares">(P + 1), filled here.</param>
    public static void Share(ReadOnlySpan<float> told, int numbers, int score, Span<float> shares)
    {
        for (var patch = 0; patch < shares.Length - 1; patch++)
            shares[patch] = told[(numbers * patch) + score];
        shares[^1] = 0;
        TensorPrimitives.SoftMax(shares, shares);
    }

    /// <summary>The centre of a patch in fractions of the grid.</summary>
    public static FramePoint Centre(FrameGeometry frame, int patch) =>
        new(
            ((patch % frame.PatchColumns) + 0.5) / frame.PatchColumns,
            ((patch / frame.PatchColumns) + 0.5) / frame.PatchRows
        );
}
