using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>
/// Puts what is transparent on white, as pages and screens do: pictures that are cut out or drawn have dark ink more
/// often than light ink, and on black it could not be seen.
/// </summary>
internal static class TransparentGround
{
    /// <summary>Makes premultiplied RGBA opaque in place: what a pixel lacks of alpha is white.</summary>
    public static void Fill(SKBitmap frame)
    {
        for (var y = 0; y < frame.Height; y++)
        {
            var row = frame.GetPixelSpan().Slice(y * frame.RowBytes, frame.Width * 4);
            for (var x = 0; x < row.Length; x += 4)
            {
                var white = 255 - row[x + 3];
                if (white == 0)
                    continue;
                for (var channel = 0; channel < 3; channel++)
                    row[x + channel] = (byte)Math.Min(255, row[x + channel] + white);
                row[x + 3] = 255;
            }
        }
    }
}
