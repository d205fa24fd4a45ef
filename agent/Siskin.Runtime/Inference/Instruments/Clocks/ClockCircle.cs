using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>A circle of a frame that may be the face of a clock, in pixels.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">From there to the marks of the minutes.</param>
internal readonly record struct ClockCircle(double X, double Y, double Radius)
{
    // Pixels: hands of a smaller one are not seen.
    private const double Least = 10;

    // Of the shorter side of a frame: faces that fill it, or the part that was cut out around one.
    private static readonly double[] Shares = [0.38, 0.3];

    // Of the shorter side of a part that was found, which has room around the clock.
    private static readonly double[] SharesOfFound = [0.31, 0.25];

    /// <summary>
    /// What to look at: the circle of what the model sees of a scale, circles about the middle of where it finds the
    /// clock, and about the middle of the frame.
    /// </summary>
    /// <param name="width">Of the frame, in pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="points">What the model sees, in fractions of the frame; null for nothing.</param>
    /// <param name="place">Where it finds the clock; null for nowhere.</param>
    public static IReadOnlyList<ClockCircle> Of(int width, int height, ScaleKeypoints? points, FrameRegion? place)
    {
        var circles = new List<ClockCircle>();
        if (OfScale(width, height, points) is { } seen)
            circles.Add(seen);
        if (place is { } found)
            circles.AddRange(AboutMiddle(found, width, height, SharesOfFound));
        circles.AddRange(AboutMiddle(FrameRegion.Whole, width, height, Shares));
        return [.. circles.Where(circle => circle.Radius >= Least)];
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

        static double Squared(double number) => number * number;
    }

    private static IEnumerable<ClockCircle> AboutMiddle(FrameRegion part, int width, int height, double[] shares)
    {
        var (x, y) = ((part.X + (part.Width / 2)) * width, (part.Y + (part.Height / 2)) * height);
        var side = Math.Min(part.Width * width, part.Height * height);
        return shares.Select(share => new ClockCircle(x, y, share * side));
    }
}
