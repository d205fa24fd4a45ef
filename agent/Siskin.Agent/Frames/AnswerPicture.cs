using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Frames;

/// <summary>
/// Draws what was read: the frame with the parts that were read, next to it those parts as the model sees them, and the
/// answer below.
/// </summary>
internal static class AnswerPicture
{
    private const int Side = 480; // of either picture, in pixels
    private const int Gap = 12;
    private const int Scale = 2; // of the letters
    private const int LineHeight = (SmallLetters.Height + 4) * Scale;

    /// <summary>The picture as PNG.</summary>
    /// <param name="frame">The frame as it was looked at.</param>
    /// <param name="regions">The parts that were read; null for one that was not found.</param>
    /// <param name="shape">How the model prepares frames.</param>
    /// <param name="lines">What stands below.</param>
    public static byte[] Draw(
        SKBitmap frame,
        IReadOnlyList<FrameRegion?> regions,
        VisionShape shape,
        params ReadOnlySpan<string> lines
    )
    {
        var left = Fit(frame.Width, frame.Height, Gap, Gap, Side);
        SKBitmap[] prepared = [.. regions.OfType<FrameRegion>().Select(region => Prepare(frame, region, shape))];
        try
        {
            var places = Column(prepared, left.Right + Gap);
            var bottom = Math.Max(left.Bottom, places.Length > 0 ? places[^1].Bottom : Gap) + Gap;
            var texts = lines.ToArray();
            var width = (int)
                Math.Max(
                    places.Select(place => place.Right).Append(left.Right).Max() + Gap,
                    (Gap * 2) + texts.Max(line => SmallLetters.WidthOf(line, Scale))
                );
            var height = (int)bottom + (texts.Length * LineHeight) + Gap;
            using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
            using (var canvas = new SKCanvas(picture))
            {
                canvas.Clear(SKColors.White);
                Put(canvas, frame, left, SKFilterMode.Linear);
                for (var i = 0; i < prepared.Length; i++)
                    Put(canvas, prepared[i], places[i], SKFilterMode.Nearest);
                foreach (var part in regions.OfType<FrameRegion>())
                    Outline(canvas, part, left);
                for (var i = 0; i < texts.Length; i++)
                    SmallLetters.Draw(canvas, texts[i], Gap, bottom + (i * LineHeight), Scale);
            }

            using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
            return png.ToArray();
        }
        finally
        {
            Array.ForEach(prepared, picture => picture.Dispose());
        }
    }

    private static SKBitmap Prepare(SKBitmap frame, FrameRegion region, VisionShape shape)
    {
        using var cut = region.CutOut(frame);
        return PreparedPicture.Of(cut, shape);
    }

    // One below the other, together about as high as the frame.
    private static SKRect[] Column(SKBitmap[] pictures, float x)
    {
        var places = new SKRect[pictures.Length];
        var (y, room) = ((float)Gap, (Side - ((pictures.Length - 1) * Gap)) / Math.Max(1, pictures.Length));
        for (var i = 0; i < pictures.Length; i++)
        {
            places[i] = Fit(pictures[i].Width, pictures[i].Height, x, y, Math.Max(Side / 6, room));
            y = places[i].Bottom + Gap;
        }
        return places;
    }

    // As large as the room allows: Side wide, and so high.
    private static SKRect Fit(int width, int height, float x, float y, int high)
    {
        var scale = Math.Min((float)Side / width, (float)high / height);
        return SKRect.Create(x, y, Math.Max(1, width * scale), Math.Max(1, height * scale));
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
