using System.Numerics.Tensors;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>Where an instrument is, from what every patch of a frame says about it.</summary>
internal static class PlaceVote
{
    private const int Numbers = TensorNames.PlaceNumbers;

    // Patches whose boxes overlap less than so much mean another instrument.
    private const double SameInstrument = 0.5;

    // Fractions of the frame: a box has an inside.
    private const double MinSide = 0.01;

    /// <summary>
    /// The mean box of the patches that agree with the likeliest one, each as likely as its share among all patches and
    /// "not in the frame" (softmax of the scores, the score of that being 0).
    /// </summary>
    /// <param name="told">(P, 5), row by row, edges in fractions of the grid.</param>
    /// <param name="frame">The frame's grid.</param>
    /// <param name="patchSize">Side of a patch in pixels.</param>
    /// <returns>The place in the frame. Its confidence is the share of the patches that agree, or of "not in the frame"
    /// where that is more than all patches together.</returns>
    /// <exception cref="InferenceException">Of another length, or a number is none.</exception>
    public static Location Of(ReadOnlySpan<float> told, FrameGeometry frame, int patchSize)
    {
        var patches = frame.Patches;
        PatchVote.Check(told, Numbers, frame, "places");
        Span<float> shares = stackalloc float[patches + 1];
        PatchVote.Share(told, Numbers, score: 0, shares);
        if (shares[patches] > 0.5f)
            return new Location(null, true, shares[patches]);

        var filled = frame.Filled(patchSize);
        var votes = new List<(FrameRegion Place, double Share)>(patches);
        var best = BoxOf(told, TensorPrimitives.IndexOfMax(shares[..patches]), frame);
        double left = 0,
            top = 0,
            right = 0,
            bottom = 0,
            sum = 0;
        for (var patch = 0; patch < patches; patch++)
        {
            var box = BoxOf(told, patch, frame);
            var share = shares[patch];
            votes.Add(
                (
                    box with
                    {
                        X = box.X / filled.Width,
                        Y = box.Y / filled.Height,
                        Width = box.Width / filled.Width,
                        Height = box.Height / filled.Height,
                    },
                    share
                )
            );
            if (box != best && box.Overlap(best) < SameInstrument)
                continue;
            left += share * box.X;
            top += share * box.Y;
            right += share * (box.X + box.Width);
            bottom += share * (box.Y + box.Height);
            sum += share;
        }

        var region = Between(
            left / sum / filled.Width,
            top / sum / filled.Height,
            right / sum / filled.Width,
            bottom / sum / filled.Height
        );
        return new Location(region, false, sum) { Votes = new PlaceVotes(votes) };
    }

    private static FrameRegion BoxOf(ReadOnlySpan<float> told, int patch, FrameGeometry frame)
    {
        var edges = told.Slice((Numbers * patch) + 1, Numbers - 1);
        var (x, y) = PatchVote.Centre(frame, patch);
        return Between(x + edges[0], y + edges[1], x + edges[2], y + edges[3]);
    }

    // As far as it lies within the whole.
    private static FrameRegion Between(double left, double top, double right, double bottom)
    {
        (left, top) = (Math.Clamp(left, 0, 1 - MinSide), Math.Clamp(top, 0, 1 - MinSide));
        return new FrameRegion(
            left,
            top,
            Math.Clamp(right, left + MinSide, 1) - left,
            Math.Clamp(bottom, top + MinSide, 1) - top
        );
    }
}
