using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Tests.Vision;

/// <summary>Small pictures for tests.</summary>
internal static class Frames
{
    public static VisionShape Shape { get; } = new(16, 64, 32, 4, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);

    public static SKBitmap Solid(int width, int height, SKColor color)
    {
        var frame = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(color);
        return frame;
    }

    /// <summary>Red in the left half, blue in the right one.</summary>
    public static SKBitmap RedThenBlue(int width, int height)
    {
        var frame = Solid(width, height, SKColors.Red);
        using var canvas = new SKCanvas(frame);
        using var paint = new SKPaint { Color = SKColors.Blue, IsAntialias = false };
        canvas.DrawRect(SKRect.Create(width / 2f, 0, width / 2f, height), paint);
        return frame;
    }

    public static SKBitmap Noise(int width, int height, int seed)
    {
        var frame = Solid(width, height, SKColors.Black);
        var random = new Random(seed);
        var pixels = frame.GetPixelSpan();
        random.NextBytes(pixels);
        for (var i = 3; i < pixels.Length; i += 4)
            pixels[i] = 255;
        return frame;
    }

    public static byte[] Encode(SKBitmap frame, SKEncodedImageFormat format)
    {
        using var data = frame.Encode(format, 95);
        return data.ToArray();
    }

    public static float[] Normalized(params byte[] channels) => [.. channels.Select(c => ((c / 255f) - 0.5f) / 0.25f)];
}
