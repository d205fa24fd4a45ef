using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>A frame as an image that can be drawn.</summary>
public static class FrameImage
{
    /// <summary>
    /// An image that shares the frame's pixels, of which nothing is copied; the caller disposes it before the frame.
    /// </summary>
    public static SKImage Shared(SKBitmap frame)
    {
        using var pixels = frame.PeekPixels();
        return SKImage.FromPixels(pixels);
    }
}
