using Siskin.Models.Data.Frames;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>Which part of a photograph a frame shows: rectangles in fractions of its width and height.</summary>
internal static class PhotographWindow
{
    // Of the instrument's size: how much of what is around it a cut shows at each side. A little less than nothing cuts
    // its rim.
    private const double LeastMargin = -0.02;

    /// <summary>Nearly all of it: up to a tenth is cut off each side, and nothing of the instrument.</summary>
    public static SKRect Whole(Random rng, SKRect? box)
    {
        var keep = box ?? new SKRect(0.1f, 0.1f, 0.9f, 0.9f);
        return new SKRect(
            Math.Min(Cut(), Math.Max(0, keep.Left)),
            Math.Min(Cut(), Math.Max(0, keep.Top)),
            Math.Max(1 - Cut(), Math.Min(1, keep.Right)),
            Math.Max(1 - Cut(), Math.Min(1, keep.Bottom))
        );

        float Cut() => rng.Chance(0.5) ? 0 : rng.Between(0, 0.09);
    }

    /// <summary>The instrument as somebody cuts it out, closely or with room around it.</summary>
    public static SKRect Around(Random rng, SKRect box)
    {
        var margin = rng.LogBetween(0.015, 0.4);
        return Grown(rng, box, () => (float)((margin * rng.Between(0.2, 1.6)) + (rng.NextDouble() * LeastMargin)));
    }

    /// <summary>A part of the photograph with the instrument somewhere in it.</summary>
    public static SKRect Somewhere(Random rng, SKRect box) => Grown(rng, box, () => rng.LogBetween(0.04, 4));

    /// <summary>A part of a photograph in its pixels.</summary>
    public static SKRect Pixels(SKRect part, SKBitmap whole) =>
        new(part.Left * whole.Width, part.Top * whole.Height, part.Right * whole.Width, part.Bottom * whole.Height);

    private static SKRect Grown(Random rng, SKRect box, Func<float> share)
    {
        var grown = new SKRect(
            box.Left - (share() * box.Width),
            box.Top - (share() * box.Height),
            box.Right + (share() * box.Width),
            box.Bottom + (share() * box.Height)
        );
        var part = SKRect.Intersect(grown, new SKRect(0, 0, 1, 1));
        return part is { Width: > 0.02f, Height: > 0.02f } ? part : Whole(rng, box);
    }

    /// <summary>
    /// Draws a part of a photograph as a camera that leans a little would take it; the receiver disposes the bitmap.
    /// </summary>
    /// <param name="rng">Size and lean.</param>
    /// <param name="whole">The photograph.</param>
    /// <param name="window">The part.</param>
    /// <param name="longSide">Least and greatest length of the longer side in pixels.</param>
    /// <returns>The frame, and what maps pixels of the photograph to its pixels.</returns>
    public static (SKBitmap View, SKMatrix Map) Render(
        Random rng,
        SKBitmap whole,
        SKRect window,
        (double Least, double Greatest) longSide
    )
    {
        var part = Pixels(window, whole);
        var (width, height) = (part.Width, part.Height);
        var scale = Math.Min(1.5f, rng.LogBetween(longSide.Least, longSide.Greatest) / Math.Max(width, height));
        var view = new SKBitmap(
            new SKImageInfo(
                Math.Max(32, (int)(width * scale)),
                Math.Max(32, (int)(height * scale)),
                SKColorType.Rgba8888,
                SKAlphaType.Opaque
            )
        );
        using var canvas = new SKCanvas(view);
        canvas.Clear(SKColors.Gray);
        canvas.RotateDegrees(Math.Clamp(rng.Gaussian() * 2.5f, -7, 7), view.Width / 2f, view.Height / 2f);
        canvas.Scale(view.Width / width * 1.03f, view.Height / height * 1.03f, view.Width / 2f, view.Height / 2f);
        canvas.Translate(((view.Width - width) / 2) - part.Left, ((view.Height - height) / 2) - part.Top);
        using var image = SKImage.FromBitmap(whole);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return (view, canvas.TotalMatrix);
    }
}
