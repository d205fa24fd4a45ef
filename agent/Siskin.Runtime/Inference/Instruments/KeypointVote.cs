using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>Where the points of a scale are, from what every patch of a frame says about them.</summary>
internal static class KeypointVote
{
    private const int Numbers = TensorNames.KeypointNumbers;

    /// <summary>
    /// For each point the mean of what the likeliest patch and its neighbours say, each as likely as its share among
    /// all patches and "not in the frame" (softmax of the scores, the score of that being 0).
    /// </summary>
    /// <param name="told">
    /// (P, 15), row by row, offsets in fractions of the grid; (P, 12) of a bundle that knows no clocks.
    /// </param>
    /// <param name="frame">The frame's grid.</param>
    /// <param name="patchSize">Side of a patch in pixels.</param>
    /// <returns>The needle's way along the scale; null where the frame shows no whole scale.</returns>
    /// <exception cref="InferenceException">Of another length, or a number is none.</exception>
    public static NeedleWay? Of(ReadOnlySpan<float> told, FrameGeometry frame, int patchSize)
    {
        var count =
            told.Length == frame.Patches * ScaleKeypoints.CountWithoutClocks * Numbers
                ? ScaleKeypoints.CountWithoutClocks
                : ScaleKeypoints.Count;
        PatchVote.Check(told, count * Numbers, frame, "keypoints");
        Span<float> shares = stackalloc float[frame.Patches + 1];
        var points = new FramePoint?[ScaleKeypoints.Count];
        Span<double> seen = stackalloc double[count];
        for (var k = 0; k < count; k++)
            (points[k], seen[k]) = Point(told, count * Numbers, k, frame, shares);

        var filled = frame.Filled(patchSize);
        var keypoints = new ScaleKeypoints(points[0], points[1], points[2], points[3], points[4]);
        var aspect = frame.PatchColumns / (double)frame.PatchRows;
        // No other scale than a clock is the worse for what an hour hand seems to be.
        var hours = keypoints.Hours(aspect);
        var counted = hours is null ? ScaleKeypoints.CountWithoutClocks : count;
        var confidence = TensorPrimitives.Min(seen[..counted]);
        return keypoints.Way(aspect) is { } way
            ? new NeedleWay(way, confidence)
            {
                Hours = hours,
                IsClosed = keypoints.IsClosed(aspect),
                PivotConfidence = points[0] is null ? 0 : seen[0],
                Points = keypoints.Select(point => new FramePoint(point.X / filled.Width, point.Y / filled.Height)),
            }
            : null;
    }

    private static (FramePoint? Point, double Share) Point(
        ReadOnlySpan<float> told,
        int stride,
        int point,
        FrameGeometry frame,
        Span<float> shares
    )
    {
        var patches = frame.Patches;
        PatchVote.Share(told, stride, Numbers * point, shares);
        if (shares[patches] > 0.5f)
            return (null, shares[patches]);
        var best = TensorPrimitives.IndexOfMax(shares[..patches]);
        double x = 0,
            y = 0,
            sum = 0;
        for (var patch = 0; patch < patches; patch++)
        {
            var (column, row) = (patch % frame.PatchColumns, patch / frame.PatchColumns);
            if (Math.Abs(column - (best % frame.PatchColumns)) > 1 || Math.Abs(row - (best / frame.PatchColumns)) > 1)
                continue;
            var offset = told.Slice((stride * patch) + (Numbers * point) + 1, 2);
            var centre = PatchVote.Centre(frame, patch);
            x += shares[patch] * (centre.X + offset[0]);
            y += shares[patch] * (centre.Y + offset[1]);
            sum += shares[patch];
        }

        return (new FramePoint(x / sum, y / sum), sum);
    }
}

/// <summary>How far a needle is along its scale.</summary>
/// <param name="Way">0 at the first mark to 1 at the last; of a clock the share of the hour that has passed.</param>
/// <param name="Confidence">
/// The share of the patches that say where its least certain point is, 0 to 1; of a clock the hour hand counts.
/// </param>
public readonly record struct NeedleWay(double Way, double Confidence)
{
    /// <summary>Where the hour hand of a clock points, 0 to 12; null on any other scale.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Hours { get; init; }

    /// <summary>
    /// The outermost numerals that were read on the scale, with the unit that was asked for; null where the value was
    /// not computed from them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScaleRange? Scale { get; init; }

    /// <summary>Whether the scale is a whole turn.</summary>
    internal bool IsClosed { get; init; }

    /// <summary>The points, in fractions of the frame; null where they are not known.</summary>
    internal ScaleKeypoints? Points { get; init; }

    /// <summary>
    /// The share of the patches that say where the pivot is, 0 to 1; 0 without one.
    /// </summary>
    internal double PivotConfidence { get; init; }

    // Below this, patches elsewhere say otherwise as often.
    private const double Seen = 0.4;

    /// <summary>Whether it is worth anything.</summary>
    internal bool IsSeen => Confidence >= Seen;

    /// <summary>Whether it is known what the needle turns about, wherever the marks are.</summary>
    internal bool IsPivotSeen => PivotConfidence >= Seen;
}
