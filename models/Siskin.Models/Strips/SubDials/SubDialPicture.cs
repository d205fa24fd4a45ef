using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.SubDials;
using SkiaSharp;

namespace Siskin.Models.Strips.SubDials;

/// <summary>A frame of a sub-dial, and the directions of its needle and its zero about its own pivot.</summary>
/// <param name="Picture">The frame about its middle, which is where nobody marked a pivot.</param>
/// <param name="Needle">Radians clockwise from above; null where there is no dial.</param>
/// <param name="Zero">Radians clockwise from above; null where there is no dial.</param>
internal sealed record SubDialPicture(DialPicture Picture, double? Needle, double? Zero)
{
    /// <summary>
    /// The sizes of the network. Channels are multiples of 16: with others oneDNN's convolutions of libtorch 2.10 gave
    /// NaN now and then.
    /// </summary>
    public static StripOptions Network { get; } =
        new(
            SubDialFinder.Shape.Channels,
            SubDialFinder.Shape.Height,
            SubDialFinder.Shape.Length,
            SubDialFinder.Shape.Outputs,
            Circular: true
        )
        {
            Stem = [16, 16, 32],
            Width = 48,
        };

    /// <summary>The sub-dial in a frame; null where its points are not those of a round one.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="points">In fractions of the frame.</param>
    public static SubDialPicture? Of(SKBitmap frame, ScaleKeypoints points)
    {
        if (points is not { Pivot: { } pivot, First: { } zero, Needle: { } needle })
            return null;
        var aspect = (double)frame.Width / frame.Height;
        return new SubDialPicture(
            SubDialFinder.PictureOf(frame),
            ScaleKeypoints.AngleOf(needle, pivot, aspect),
            ScaleKeypoints.AngleOf(zero, pivot, aspect)
        );
    }

    /// <summary>A frame that shows no sub-dial.</summary>
    public static SubDialPicture Nothing(SKBitmap frame) => new(SubDialFinder.PictureOf(frame), null, null);

    /// <summary>
    /// The strip of a view, with the places of both directions: those about the dial's own pivot, wherever the view has
    /// its middle. So the network learns to allow for the difference.
    /// </summary>
    public StripSample Unroll(DialView view)
    {
        var strip = new byte[DialPicture.StripValues];
        Picture.Unroll(view, strip);
        return new StripSample(strip, [Place(Needle, view), Place(Zero, view)]);
    }

    private static double Place(double? direction, DialView view) =>
        direction is { } to
            ? view.AngleOf(view.X + Math.Sin(to), view.Y - Math.Cos(to)) / Math.Tau * DialPicture.Angles
            : StripSample.Nowhere;
}
