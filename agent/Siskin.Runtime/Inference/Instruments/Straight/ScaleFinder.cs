using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Finds the straight scales of a frame by their numerals: as it is, turned by a right angle as thermometers lie and as
/// some are lettered, and from nearer, each only where those before found none.
/// </summary>
/// <param name="numerals">Reads the numbers that are printed in a frame.</param>
internal sealed class ScaleFinder(NumeralLook numerals)
{
    // Of the square with as many pixels as are looked at: from afar, and from nearer, which takes three times as long.
    private const int Afar = 480,
        Near = 800;

    /// <summary>The scales, the one that most numerals make first; empty where there are none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isLate">Whether no time is left to look again.</param>
    /// <param name="progress">Called after every graph that ran, or null.</param>
    /// <param name="cancellation">Looked at before each line.</param>
    public IReadOnlyList<StraightScale> Find(
        SKBitmap frame,
        Func<bool> isLate,
        Action? progress,
        CancellationToken cancellation
    )
    {
        var scales = StraightScaleFit.Of(numerals(frame, Afar, progress, cancellation));
        if (scales.Count == 0 && !isLate())
            scales = Surer(Turned(clockwise: false), isLate() ? [] : Turned(clockwise: true));
        if (scales.Count == 0 && !isLate())
            scales = StraightScaleFit.Of(numerals(frame, Near, progress, cancellation));
        return scales;

        IReadOnlyList<StraightScale> Turned(bool clockwise)
        {
            using var turned = Turn(frame, clockwise);
            return
            [
                .. StraightScaleFit
                    .Of(numerals(turned, Afar, progress, cancellation))
                    .Select(scale => scale.Select(mark => Back(mark, clockwise, frame))),
            ];
        }
    }

    private static IReadOnlyList<StraightScale> Surer(
        IReadOnlyList<StraightScale> one,
        IReadOnlyList<StraightScale> other
    ) => other.Count > 0 && (one.Count == 0 || other[0].Score > one[0].Score) ? other : one;

    private static ScaleNumeral Back(ScaleNumeral mark, bool clockwise, SKBitmap frame) =>
        clockwise
            ? mark with
            {
                X = mark.Y,
                Y = frame.Height - mark.X,
            }
            : mark with
            {
                X = frame.Width - mark.Y,
                Y = mark.X,
            };

    private static SKBitmap Turn(SKBitmap frame, bool clockwise)
    {
        var turned = new SKBitmap(new SKImageInfo(frame.Height, frame.Width, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(turned);
        if (clockwise)
            canvas.Translate(turned.Width, 0);
        else
            canvas.Translate(0, turned.Height);
        canvas.RotateDegrees(clockwise ? 90 : -90);
        canvas.DrawBitmap(frame, 0, 0);
        canvas.Flush();
        return turned;
    }
}
