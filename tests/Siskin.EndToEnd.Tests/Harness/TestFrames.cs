using SkiaSharp;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>Frames, whole and broken.</summary>
internal static class TestFrames
{
    /// <summary>A small picture with something on it.</summary>
    public static byte[] Jpeg(int width = 160, int height = 90)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.DarkSlateGray);
        using var paint = new SKPaint { Color = SKColors.Orange, IsAntialias = true };
        canvas.DrawCircle(width / 2f, height / 2f, height / 3f, paint);
        canvas.Flush();
        using var image = bitmap.Encode(SKEncodedImageFormat.Jpeg, 85);
        return image.ToArray();
    }

    /// <summary>A JPEG that ends in the middle of its picture data.</summary>
    public static byte[] Truncated()
    {
        var whole = Jpeg();
        return whole[..(whole.Length * 2 / 3)];
    }

    /// <summary>A JPEG that lost a third of its picture data in the middle.</summary>
    public static byte[] Holed()
    {
        var whole = Jpeg();
        return [.. whole[..(whole.Length * 6 / 10)], .. whole[(whole.Length * 9 / 10)..]];
    }

    /// <summary>A PNG with a disc on nothing.</summary>
    public static byte[] Transparent()
    {
        using var bitmap = new SKBitmap(160, 90);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawCircle(80, 45, 30, paint);
        canvas.Flush();
        using var image = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return image.ToArray();
    }

    /// <summary>A JPEG of a few hundred bytes whose header claims 65,000 by 65,000 pixels.</summary>
    public static byte[] GiantHeader()
    {
        var bytes = Jpeg();
        for (var i = 2; i + 8 < bytes.Length && bytes[i] == 0xFF; i += 2 + ((bytes[i + 2] << 8) | bytes[i + 3]))
        {
            // SOF0 to SOF2: length, precision, height, width.
            if (bytes[i + 1] is not (0xC0 or 0xC1 or 0xC2))
                continue;
            (bytes[i + 5], bytes[i + 6], bytes[i + 7], bytes[i + 8]) = (0xFD, 0xE8, 0xFD, 0xE8);
            return bytes;
        }

        throw new InvalidOperationException("The encoder wrote a JPEG without a frame header.");
    }
}
