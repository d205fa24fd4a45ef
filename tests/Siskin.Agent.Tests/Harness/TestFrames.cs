using SkiaSharp;

namespace Siskin.Agent.Tests.Harness;

/// <summary>Frames whose every pixel is known.</summary>
internal static class TestFrames
{
    /// <summary>A pixel that tells where it was: red its column, green its row.</summary>
    public static SKColor ColorAt(int x, int y) => new((byte)(x * 10), (byte)(y * 10), 200);

    public static SKBitmap Bitmap(int width, int height)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, ColorAt(x, y));
        }
        return bitmap;
    }

    public static byte[] Png(int width, int height)
    {
        using var bitmap = Bitmap(width, height);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
