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
    private static readonly double[] Shares = [0.46, 0.38, 0.31, 0.25];

    /// <summary>
    /// What to look at: the circle of what the model sees of a scale, and circles about the middle of the frame.
    /// </summary>
    /// <param name="width">Of the frame, in pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="points">What the model sees, in fractions of the frame; null for nothing.</param>
    public static IReadOnlyList<ClockCircle> Of(int width, int height, ScaleKeypoints? points)
    {
        var circles = new List<ClockCircle>();
        if (points is { Pivot: { } pivot })
        {
            double[] ends =
            [
                .. new[] { points.First, points.Last, points.Needle }
                    .OfType<FramePoint>()
                    .Select(end => Math.Sqrt(Squared((end.X - pivot.X) * width) + Squared((end.Y - pivot.Y) * height))),
            ];
            if (ends.Length > 0)
                circles.Add(new ClockCircle(pivot.X * width, pivot.Y * height, ends.Max()));
        }

        circles.AddRange(
            Shares.Select(share => new ClockCircle(width / 2.0, height / 2.0, share * Math.Min(width, height)))
        );
        return [.. circles.Where(circle => circle.Radius >= Least)];

        static double Squared(double number) => number * number;
    }
}
