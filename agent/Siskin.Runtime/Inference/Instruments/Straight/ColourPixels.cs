using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>The pixels of a frame as red, green and blue, 0 to 255.</summary>
internal sealed class ColourPixels
{
    /// <summary>Red, green and blue.</summary>
    public const int Channels = 3;

    // Of luminance (ITU-R BT.601).
    private static readonly float[] Weights = [0.299f, 0.587f, 0.114f];

    private readonly float[][] _planes = new float[Channels][];

    public ColourPixels(SKBitmap frame)
    {
        (Width, Height) = (frame.Width, frame.Height);
        for (var channel = 0; channel < Channels; channel++)
            _planes[channel] = new float[Width * Height];
        using var copy = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(copy))
        {
            canvas.DrawBitmap(frame, 0, 0);
            canvas.Flush();
        }

        var pixels = copy.GetPixelSpan();
        for (var at = 0; at < Width * Height; at++)
        for (var channel = 0; channel < Channels; channel++)
            _planes[channel][at] = pixels[(4 * at) + channel];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A channel of the nearest pixel; NaN outside of the frame.</summary>
    public float At(double x, double y, int channel)
    {
        var (column, row) = ((int)Math.Round(x), (int)Math.Round(y));
        return column < 0 || row < 0 || column >= Width || row >= Height
            ? float.NaN
            : _planes[channel][(row * Width) + column];
    }

    /// <summary>Adds the colour there, between the four pixels around, to sums; false outside of the frame.</summary>
    public bool Add(double x, double y, Span<float> sums)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (column < 0 || row < 0 || column >= Width - 1 || row >= Height - 1)
            return false;
        var (right, down) = ((float)(x - column), (float)(y - row));
        var at = (row * Width) + column;
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = _planes[channel];
            var upper = plane[at] + (right * (plane[at + 1] - plane[at]));
            var lower = plane[at + Width] + (right * (plane[at + Width + 1] - plane[at + Width]));
            sums[channel] += upper + (down * (lower - upper));
        }

        return true;
    }

    /// <summary>The luminance there, between the four pixels around; NaN outside of the frame.</summary>
    public double Luminance(double x, double y)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (column < 0 || row < 0 || column >= Width - 1 || row >= Height - 1)
            return double.NaN;
        var (right, down) = (x - column, y - row);
        var at = (row * Width) + column;
        double sum = 0;
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = _planes[channel];
            var upper = plane[at] + (right * (plane[at + 1] - plane[at]));
            var lower = plane[at + Width] + (right * (plane[at + Width + 1] - plane[at + Width]));
            sum += Weights[channel] * (upper + (down * (lower - upper)));
        }

        return sum;
    }
}
