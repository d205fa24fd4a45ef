using Siskin.Models.Data.Frames;
using SkiaSharp;

namespace Siskin.Models.Detection;

/// <summary>Pictures of what is learned from, to be looked at.</summary>
internal static class DetectionSheet
{
    /// <summary>The frame with its rows outlined, the upper edge of each marked; the caller disposes it.</summary>
    public static SKBitmap Of(DetectorSample sample)
    {
        const int side = DetectorSample.Side;
        var picture = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var at = 0; at < side * side; at++)
        {
            picture.SetPixel(
                at % side,
                at / side,
                new SKColor(sample.Levels[at], sample.Levels[(side * side) + at], sample.Levels[(2 * side * side) + at])
            );
        }

        using var canvas = new SKCanvas(picture);
        using var outline = Palette.Pen(SKColors.Lime, 1);
        using var upper = Palette.Pen(SKColors.Magenta, 1);
        foreach (var row in sample.Rows)
        {
            canvas.Save();
            canvas.Translate((float)row.X, (float)row.Y);
            canvas.RotateDegrees((float)row.Degrees);
            var box = SKRect.Create((float)-row.Width / 2, (float)-row.Height / 2, (float)row.Width, (float)row.Height);
            canvas.DrawRect(box, outline);
            canvas.DrawLine(box.Left, box.Top, box.Right, box.Top, upper);
            canvas.Restore();
        }

        canvas.Flush();
        return picture;
    }
}
