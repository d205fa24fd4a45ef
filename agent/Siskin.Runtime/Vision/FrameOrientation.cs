using System.Runtime.InteropServices;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>Turns a decoded frame the way its EXIF orientation asks for.</summary>
internal static class FrameOrientation
{
    /// <summary>A new upright bitmap with 4 bytes per pixel; the given one stays the caller's.</summary>
    public static SKBitmap Upright(SKBitmap frame, SKEncodedOrigin origin)
    {
        int width = frame.Width,
            height = frame.Height,
            stride = frame.RowBytes / 4;
        int right = width - 1,
            bottom = (height - 1) * stride;

        // Every orientation reads the source from a corner with one step per output column and one per output row.
        (var start, var column, var row) = origin switch
        {
            SKEncodedOrigin.TopRight => (right, -1, stride),
            SKEncodedOrigin.BottomRight => (bottom + right, -1, -stride),
            SKEncodedOrigin.BottomLeft => (bottom, 1, -stride),
            SKEncodedOrigin.LeftTop => (0, stride, 1),
            SKEncodedOrigin.RightTop => (bottom, -stride, 1),
            SKEncodedOrigin.RightBottom => (bottom + right, -stride, -1),
            SKEncodedOrigin.LeftBottom => (right, stride, -1),
            _ => (0, 1, stride),
        };
        if (SwapsSides(origin))
            (width, height) = (height, width);

        var upright = new SKBitmap(frame.Info.WithSize(width, height));
        ReadOnlySpan<uint> source = MemoryMarshal.Cast<byte, uint>(frame.GetPixelSpan());
        for (var y = 0; y < height; y++)
        {
            var target = MemoryMarshal.Cast<byte, uint>(upright.GetPixelSpan().Slice(y * upright.RowBytes, width * 4));
            for (var x = 0; x < width; x++)
                target[x] = source[start + (x * column) + (y * row)];
        }

        return upright;
    }

    /// <summary>Whether width and height change places.</summary>
    public static bool SwapsSides(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;
}
