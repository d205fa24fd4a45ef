using SkiaSharp;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

/// <summary>Draws rims of faces.</summary>
internal static class Rims
{
    /// <summary>A grey frame.</summary>
    public static SKBitmap Frame(int width, int height)
    {
        var frame = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        frame.Erase(new SKColor(150, 150, 150));
        return frame;
    }

    /// <summary>Draws a rim, or an arc of it from the right on clockwise.</summary>
    public static void Draw(SKBitmap frame, float x, float y, float radius, float degrees = 360)
    {
        using var canvas = new SKCanvas(frame);
        using var pen = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 4,
            IsAntialias = true,
        };
        canvas.DrawArc(new SKRect(x - radius, y - radius, x + radius, y + radius), 0, degrees, false, pen);
    }

    /// <summary>Draws straight lines all over it, which have as many edges.</summary>
    public static void DrawWall(SKBitmap frame, int step)
    {
        using var canvas = new SKCanvas(frame);
        using var pen = new SKPaint { Color = SKColors.White, StrokeWidth = 2 };
        for (var at = step / 2; at < Math.Max(frame.Width, frame.Height); at += step)
        {
            canvas.DrawLine(at, 0, at, frame.Height, pen);
            canvas.DrawLine(0, at, frame.Width, at, pen);
        }
    }
}
