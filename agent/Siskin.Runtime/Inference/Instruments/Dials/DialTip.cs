using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>Where the tip of a gauge's needle is, by the network that finds hands.</summary>
internal static class DialTip
{
    // Below this another place is as likely: the contrast near what the model sees says more.
    private const double Least = 0.4;

    // Of the radius: dials whose marks are fewer pixels from the pivot show it no better than patches do.
    private const double LeastPixels = 12;

    // The middle and the radius are not known better than this; what is seen from all of them is the mean.
    private static readonly DialView[] Views =
    [
        new(0, 0, DialView.Usual * 0.9),
        DialView.Plain,
        new(0, 0, DialView.Usual * 1.12),
        new(0.03, 0, DialView.Usual),
        new(-0.03, 0, DialView.Usual),
        new(0, 0.03, DialView.Usual),
        new(0, -0.03, DialView.Usual),
    ];

    /// <summary>The point at the model's distance from the pivot where the needle is.</summary>
    /// <param name="hands">Finds it.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="points">What the model sees, in fractions of the frame; pivot and needle have to be there.</param>
    /// <param name="progress">Called when it was looked for.</param>
    /// <returns>Null where the network is not sure.</returns>
    public static FramePoint? Find(HandFinder hands, SKBitmap frame, ScaleKeypoints points, Action? progress)
    {
        var (pivot, needle) = (points.Pivot!.Value, points.Needle!.Value);
        var (x, y) = (pivot.X * frame.Width, pivot.Y * frame.Height);
        var radius = new[] { points.First, points.Last, needle }.OfType<FramePoint>().Average(Reach);
        if (radius < LeastPixels)
            return null;
        var found = hands.Find(DialPicture.Of(frame, x, y, radius), Views, progress);
        var mean = new float[DialPicture.Angles];
        foreach (var output in found)
        {
            for (var place = 0; place < mean.Length; place++)
                mean[place] += output[(int)DialHand.Needle].Shares[place] / found.Length;
        }

        var (at, share) = new StripOutput(mean).Peak(circular: true);
        if (share < Least)
            return null;
        var (sin, cos) = Math.SinCos(at * Math.Tau / DialPicture.Angles);
        var reach = Reach(needle);
        return new FramePoint((x + (reach * sin)) / frame.Width, (y - (reach * cos)) / frame.Height);

        double Reach(FramePoint point)
        {
            var (right, down) = ((point.X - pivot.X) * frame.Width, (point.Y - pivot.Y) * frame.Height);
            return Math.Sqrt((right * right) + (down * down));
        }
    }
}
