using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>A circle of a frame that may be the face of a clock, in pixels.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">From there to its rim, or to the marks of the minutes a little within it.</param>
internal readonly record struct ClockCircle(double X, double Y, double Radius)
{
    /// <summary>Pixels: hands of a smaller one are not seen.</summary>
    public const double Least = 8;

    // Of the shorter side: a face that fills a frame, and one in a part that was found, which has room around it.
    private const double ShareOfFrame = 0.38,
        ShareOfFound = 0.28;

    // What a circle counts of which nothing is known but that something may be there.
    private const double Unseen = 0.5;

    /// <summary>The share of its rim that is seen, 0 to 1.</summary>
    public double Seen { get; init; } = Unseen;

    /// <summary>
    /// Where the model has a clock: the circle of what it sees of a scale, one about the middle of where it finds the
    /// clock, and one about the middle of the frame.
    /// </summary>
    /// <param name="width">Of the frame, in pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="points">What the model sees, in fractions of the frame; null for nothing.</param>
    /// <param name="place">Where it finds the clock; null for nowhere.</param>
    public static IEnumerable<ClockCircle> Of(int width, int height, ScaleKeypoints? points, FrameRegion? place)
    {
        if (OfScale(width, height, points) is { } seen)
            yield return seen;
        if (place is { } found)
            yield return AboutMiddle(found, width, height, ShareOfFound);
        yield return AboutMiddle(FrameRegion.Whole, width, height, ShareOfFrame);
    }

    /// <summary>How far apart the middles of two circles are.</summary>
    public double Apart(ClockCircle other) => Math.Sqrt(Squared(X - other.X) + Squared(Y - other.Y));

    /// <summary>
    /// Whether another one has nearly this middle, within a share of the larger radius, and nearly this size: the
    /// smaller radius is at least such a share of the larger one.
    /// </summary>
    public bool IsLike(ClockCircle other, double middle, double size)
    {
        var (smaller, larger) = (Math.Min(Radius, other.Radius), Math.Max(Radius, other.Radius));
        return smaller > size * larger && Apart(other) < middle * larger;
    }

    private static ClockCircle? OfScale(int width, int height, ScaleKeypoints? points)
    {
        if (points is not { Pivot: { } pivot })
            return null;
        var ends = new[] { points.First, points.Last, points.Needle }
            .OfType<FramePoint>()
            .Select(end => Math.Sqrt(Squared((end.X - pivot.X) * width) + Squared((end.Y - pivot.Y) * height)))
            .ToArray();
        return ends.Length == 0 ? null : new ClockCircle(pivot.X * width, pivot.Y * height, ends.Max());
    }

    private static ClockCircle AboutMiddle(FrameRegion part, int width, int height, double share) =>
        new(
            (part.X + (part.Width / 2)) * width,
            (part.Y + (part.Height / 2)) * height,
            share * Math.Min(part.Width * width, part.Height * height)
        );

    private static double Squared(double number) => number * number;
}
