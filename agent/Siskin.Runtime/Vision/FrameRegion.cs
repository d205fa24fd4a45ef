using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>A part of a frame, in fractions of its width and height.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width, more than 0.</param>
/// <param name="Height">Height, more than 0.</param>
public readonly record struct FrameRegion(double X, double Y, double Width, double Height)
{
    /// <summary>All of the frame.</summary>
    public static FrameRegion Whole { get; } = new(0, 0, 1, 1);

    /// <summary>
    /// The region, larger by a share of its size on each side, as far as the frame goes; smaller with a negative one.
    /// </summary>
    public FrameRegion Padded(double share)
    {
        var (left, top) = (Math.Max(0, X - (share * Width)), Math.Max(0, Y - (share * Height)));
        return new FrameRegion(
            left,
            top,
            Math.Min(1, X + ((1 + share) * Width)) - left,
            Math.Min(1, Y + ((1 + share) * Height)) - top
        );
    }

    /// <summary>The region of the whole frame that this one is within a part of it.</summary>
    public FrameRegion Within(FrameRegion part) =>
        new(part.X + (X * part.Width), part.Y + (Y * part.Height), Width * part.Width, Height * part.Height);

    /// <summary>Whether a point lies in it.</summary>
    public bool Contains(double x, double y) => x >= X && x < X + Width && y >= Y && y < Y + Height;

    /// <summary>How much two regions are the same: what both cover, of what either covers; 0 to 1.</summary>
    public double Overlap(FrameRegion other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var both = width * height;
        return both / ((Width * Height) + (other.Width * other.Height) - both);
    }

    /// <summary>The pixels of it, at least one, in a frame of a size.</summary>
    public SKRectI PixelsOf(int width, int height)
    {
        var left = Math.Clamp((int)Math.Round(X * width), 0, width - 1);
        var top = Math.Clamp((int)Math.Round(Y * height), 0, height - 1);
        return new SKRectI(
            left,
            top,
            Math.Clamp((int)Math.Round((X + Width) * width), left + 1, width),
            Math.Clamp((int)Math.Round((Y + Height) * height), top + 1, height)
        );
    }

    /// <summary>The pixels of it as a frame of its own, which shares them; the caller disposes it first.</summary>
    public SKBitmap CutOut(SKBitmap frame)
    {
        var cut = new SKBitmap();
        if (frame.ExtractSubset(cut, PixelsOf(frame.Width, frame.Height)))
            return cut;
        cut.Dispose();
        throw new InvalidOperationException(
            $"Nothing of {frame.Width} x {frame.Height} pixels can be cut out by {this}."
        );
    }
}
