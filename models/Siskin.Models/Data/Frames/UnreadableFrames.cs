using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Frames from which nothing can be read: no instrument in view, covered, dark, blinded or out of focus.
/// </summary>
internal static class UnreadableFrames
{
    /// <summary>The answer to every such frame.</summary>
    public const string Answer = Siskin.Runtime.Inference.Answer.Unreadable;

    /// <summary>Draws one in place of the given instrument.</summary>
    public static Drawing Draw(Random rng, IInstrument instrument)
    {
        var fault = rng.Weighted(4, 2, 1, 1, instrument.Unreadable.SurvivesBlur ? 0 : 2);
        if (fault == 0)
        {
            return WithoutInstrument(rng, instrument);
        }

        var drawing = instrument.Draw(rng);
        var bitmap = drawing.Bitmap;
        switch (fault)
        {
            case 1:
                Cover(rng, bitmap);
                break;
            case 2:
                Flood(rng, bitmap, Palette.Grey(rng, 0, 0.12), 0.985);
                break;
            case 3:
                Flood(rng, bitmap, SKColors.White, 0.985);
                break;
            default:
                Defocus(rng, bitmap, drawing.Detail);
                break;
        }

        return Of(bitmap);
    }

    /// <summary>
    /// Draws what a camera sees that looks past the instrument, as large as a frame of it: shapes and patterns, or the
    /// things that surround instruments.
    /// </summary>
    public static Drawing WithoutInstrument(Random rng, IInstrument instrument)
    {
        using var missed = instrument.Draw(rng).Bitmap;
        return Of(
            rng.Chance(0.4)
                ? Clutter.Draw(rng, missed.Width, missed.Height, instrument.Unreadable.Clutter)
                : Scenery.Draw(rng, missed.Width, missed.Height, instrument.Unreadable.Avoid)
        );
    }

    private static Drawing Of(SKBitmap bitmap) =>
        new(bitmap, Answer, Scoring.Exact, Math.Max(bitmap.Width, bitmap.Height)) { Keypoints = ScaleKeypoints.None };

    private static void Cover(Random rng, SKBitmap bitmap)
    {
        using var canvas = new SKCanvas(bitmap);
        using var paint = Palette.Fill(
            rng.Chance(0.5)
                ? Palette.Hsv(rng.Between(5, 35), rng.Between(0.2, 0.6), rng.Between(0.2, 0.9))
                : Palette.Any(rng)
        );
        var area = new SKRect(0, 0, bitmap.Width, bitmap.Height);
        area.Inflate(-rng.Between(-0.1, 0.06) * bitmap.Width, -rng.Between(-0.1, 0.06) * bitmap.Height);
        canvas.RotateDegrees(rng.Between(-6, 6), area.MidX, area.MidY);
        canvas.DrawRoundRect(area, rng.Between(0, 0.1) * bitmap.Width, rng.Between(0, 0.1) * bitmap.Height, paint);
        canvas.Flush();
    }

    private static void Flood(Random rng, SKBitmap bitmap, SKColor color, double share)
    {
        using var canvas = new SKCanvas(bitmap);
        canvas.DrawColor(color.WithAlpha((byte)(255 * rng.Between(share, 1))), SKBlendMode.SrcOver);
        canvas.Flush();
    }

    private static void Defocus(Random rng, SKBitmap bitmap, float detail)
    {
        using var field = new PixelField(bitmap);
        field.Blur(
            Math.Max(detail * rng.Between(0.55, 0.9), Math.Min(bitmap.Width, bitmap.Height) * rng.Between(0.12, 0.2))
        );
        field.CopyTo(bitmap);
    }
}
