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

    /// <summary>How likely the needle is at each angle about the pivot, from above clockwise.</summary>
    /// <param name="hands">Finds it.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="points">What the model sees, in fractions of the frame; pivot and needle have to be there.</param>
    /// <param name="progress">Called when it was looked for.</param>
    /// <returns>The mean over some views; null where the dial is too small.</returns>
    public static StripOutput? Look(HandFinder hands, SKBitmap frame, ScaleKeypoints points, Action? progress)
    {
        var pivot = points.Pivot!.Value;
        var radius = new[] { points.First, points.Last, points.Needle }
            .OfType<FramePoint>()
            .Average(point => Reach(frame, pivot, point));
        if (radius < LeastPixels)
            return null;
        var picture = DialPicture.Of(frame, pivot.X * frame.Width, pivot.Y * frame.Height, radius);
        var found = hands.Find(picture, Views, progress);
        var mean = new float[DialPicture.Angles];
        foreach (var output in found)
        {
            for (var place = 0; place < mean.Length; place++)
                mean[place] += output[(int)DialHand.Needle].Shares[place] / found.Length;
        }

        return new StripOutput(mean);
    }

    /// <summary>The point at the model's distance from the pivot where the needle is.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="points">What the model sees, in fractions of the frame; pivot and needle have to be there.</param>
    /// <param name="needle">How likely the needle is at each angle.</param>
    /// <returns>Null where the network is not sure.</returns>
    public static FramePoint? Find(SKBitmap frame, ScaleKeypoints points, StripOutput needle)
    {
        var (at, share) = needle.Peak(circular: true);
        if (share < Least)
            return null;
        var pivot = points.Pivot!.Value;
        var (sin, cos) = Math.SinCos(at * Math.Tau / DialPicture.Angles);
        var reach = Reach(frame, pivot, points.Needle!.Value);
        return new FramePoint(pivot.X + (reach * sin / frame.Width), pivot.Y - (reach * cos / frame.Height));
    }

    private static double Reach(SKBitmap frame, FramePoint pivot, FramePoint point)
    {
        var (right, down) = ((point.X - pivot.X) * frame.Width, (point.Y - pivot.Y) * frame.Height);
        return Math.Sqrt((right * right) + (down * down));
    }
}
