using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Frames;

/// <summary>
/// Draws what was read: the frame with the part that was read, beside it that part as the model is shown it, and the
/// answer below.
/// </summary>
internal static class AnswerPicture
{
    private const int Side = 480; // of either picture, in pixels
    private const int Gap = 12;
    private const int Scale = 2; // of the letters

    /// <summary>The picture as PNG.</summary>
    /// <param name="frame">The frame as it was looked at.</param>
    /// <param name="region">The part that was read; null where nothing was found.</param>
    /// <param name="shape">How the model prepares frames.</param>
    /// <param name="lines">What stands below.</param>
    public static byte[] Draw(SKBitmap frame, FrameRegion? region, VisionShape shape, params string[] lines)
    {
        var left = Fit(frame.Width, frame.Height, Gap);
        using var cut = region?.CutOut(frame);
        using var prepared = cut is null ? null : PreparedPicture.Of(cut, shape);
        var right = prepared is null
            ? SKRect.Create(left.Right, Gap, 0, 0)
            : Fit(prepared.Width, prepared.Height, left.Right + Gap);
        var bottom = Math.Max(left.Bottom, right.Bottom) + Gap;
        var width = (int)Math.Max(right.Right + Gap, (Gap * 2) + lines.Max(line => SmallLetters.WidthOf(line, Scale)));
        var height = (int)bottom + (lines.Length * (SmallLetters.Height + 4) * Scale) + Gap;
        using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(picture))
        {
            canvas.Clear(SKColors.White);
            Put(canvas, frame, left, SKFilterMode.Linear);
            if (prepared is not null)
                Put(canvas, prepared, right, SKFilterMode.Nearest);
            if (region is { } part)
                Outline(canvas, part, left);
            for (var i = 0; i < lines.Length; i++)
                SmallLetters.Draw(canvas, lines[i], Gap, bottom + (i * (SmallLetters.Height + 4) * Scale), Scale);
        }

        using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static SKRect Fit(int width, int height, float x)
    {
        var scale = (float)Side / Math.Max(width, height);
        return SKRect.Create(x, Gap, Math.Max(1, width * scale), Math.Max(1, height * scale));
    }

    private static void Put(SKCanvas canvas, SKBitmap bitmap, SKRect place, SKFilterMode filter)
    {
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, place, new SKSamplingOptions(filter));
    }

    private static void Outline(SKCanvas canvas, FrameRegion part, SKRect place)
    {
        var box = SKRect.Create(
            place.Left + (float)(part.X * place.Width),
            place.Top + (float)(part.Y * place.Height),
            (float)(part.Width * place.Width),
            (float)(part.Height * place.Height)
        );
        foreach (var (color, width) in new[] { (SKColors.White, 5f), (SKColors.Red, 3f) })
        {
            using var paint = new SKPaint
            {
                Color = color,
                StrokeWidth = width,
                Style = SKPaintStyle.Stroke,
            };
            canvas.DrawRect(box, paint);
        }
    }
}
