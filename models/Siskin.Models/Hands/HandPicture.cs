using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Hands;

/// <summary>A dial and where the tips of its hands are.</summary>
/// <param name="Picture">The dial.</param>
/// <param name="Tips">
/// By <see cref="DialHand"/>: x and y from the pivot, in radii of the dial; null where there is none, or none known.
/// </param>
/// <param name="Kind">What it shows, which tells hands that are not there from those that are not known.</param>
internal sealed record HandPicture(DialPicture Picture, (double X, double Y)?[] Tips, HandPictureKind Kind)
{
    /// <summary>Number of <see cref="DialHand"/>.</summary>
    public const int Hands = 4;

    // Pixels: a smaller dial shows nothing.
    private const double LeastRadius = 12;

    /// <summary>The sizes of networks that find hands.</summary>
    public static StripOptions Network { get; } =
        new(DialPicture.Channels, DialPicture.Radii, DialPicture.Angles, Hands, Circular: true)
        {
            Stem = [8, 16, 32],
            Width = 48,
        };

    /// <summary>
    /// The dial in a frame; null where its points are not those of a round one, or too small.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="points">In fractions of the frame.</param>
    /// <param name="time">The time on a clock, which tells where its second hand is; null of others.</param>
    public static HandPicture? Of(SKBitmap frame, ScaleKeypoints points, ClockTime? time)
    {
        if (points is not { Pivot: { } pivot, First: { } first, Last: { } last, Needle: { } needle })
            return null;
        var reach = new[] { first, last, needle }
            .Select(Off)
            .Average(off => Math.Sqrt((off.X * off.X) + (off.Y * off.Y)));
        if (reach < LeastRadius)
            return null;
        var tips = new (double, double)?[Hands];
        if (points.HourHand is { } hour)
        {
            tips[(int)DialHand.Minute] = InRadii(Off(needle));
            tips[(int)DialHand.Hour] = InRadii(Off(hour));
            if (time?.Second is { } second)
                tips[(int)DialHand.Second] = Turned(InRadii(Off(first)), second / 60.0);
        }
        else
        {
            tips[(int)DialHand.Needle] = InRadii(Off(needle));
        }

        return new HandPicture(
            DialPicture.Of(frame, pivot.X * frame.Width, pivot.Y * frame.Height, reach),
            tips,
            points.HourHand is null ? HandPictureKind.Gauge : HandPictureKind.Clock
        );

        (double X, double Y) Off(FramePoint point) =>
            ((point.X - pivot.X) * frame.Width, (point.Y - pivot.Y) * frame.Height);
        (double X, double Y) InRadii((double X, double Y) off) => (off.X / reach, off.Y / reach);
    }

    /// <summary>What is no dial, or not seen as one: a circle somewhere in a frame.</summary>
    public static HandPicture Nothing(SKBitmap frame, double x, double y, double radius) =>
        new(DialPicture.Of(frame, x, y, radius), new (double, double)?[Hands], HandPictureKind.Nothing);

    /// <summary>The strip of a view, with the places where the tips are seen on it.</summary>
    public StripSample Unroll(DialView view)
    {
        var strip = new byte[DialPicture.StripValues];
        Picture.Unroll(view, strip);
        return new StripSample(strip, [.. Enumerable.Range(0, Hands).Select(hand => Target((DialHand)hand, view))]);
    }

    private double Target(DialHand hand, DialView view) =>
        Tips[(int)hand] is { } tip ? view.AngleOf(tip.X, tip.Y) / Math.Tau * DialPicture.Angles
        : Kind == HandPictureKind.Nothing || (Kind == HandPictureKind.Clock) == (hand == DialHand.Needle)
            ? StripSample.Nowhere
        : double.NaN;

    private static (double, double) Turned((double X, double Y) point, double turn)
    {
        var (sin, cos) = Math.SinCos(turn * Math.Tau);
        return ((point.X * cos) - (point.Y * sin), (point.X * sin) + (point.Y * cos));
    }
}

/// <summary>What a picture shows.</summary>
internal enum HandPictureKind
{
    /// <summary>A dial with one needle.</summary>
    Gauge,

    /// <summary>A clock with hands.</summary>
    Clock,

    /// <summary>Neither, or neither about its middle.</summary>
    Nothing,
}
