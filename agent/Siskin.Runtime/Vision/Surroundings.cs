using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>
/// A coarse picture of a frame that recognises later frames of the same scene from the same place. It looks at a few
/// thousand pixels, whatever the frame's size.
/// </summary>
public sealed class Surroundings
{
    private const int Side = 32; // cells along each edge
    private const int Samples = 4; // along each edge of a cell

    // Noise and light leave the correlation of two pictures above it; a shift by a cell does not.
    private const double Same = 0.97;

    // Standard deviation, of 255: a plain wall or darkness tells nothing about where the camera looks.
    private const double Structure = 4;

    private readonly float[] _cells = new float[Side * Side];
    private readonly int _width;
    private readonly int _height;

    /// <summary>Takes the picture of a frame, RGBA or BGRA with 8 bits per channel.</summary>
    public Surroundings(SKBitmap frame)
    {
        (_width, _height) = (frame.Width, frame.Height);
        var pixels = frame.GetPixelSpan();
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var sum = 0;
            for (var sample = 0; sample < Samples * Samples; sample++)
            {
                var x = Place((cell % Side * Samples) + (sample % Samples), frame.Width);
                var y = Place((cell / Side * Samples) + (sample / Samples), frame.Height);
                var pixel = pixels.Slice((y * frame.RowBytes) + (x * frame.BytesPerPixel), 3);
                sum += pixel[0] + (2 * pixel[1]) + pixel[2];
            }

            _cells[cell] = sum / (4f * Samples * Samples);
        }
    }

    /// <summary>Whether both show the same scene from the same place, whatever has changed in a region.</summary>
    public bool IsSameAs(Surroundings other, FrameRegion except)
    {
        if ((_width, _height) != (other._width, other._height))
            return false;
        double n = 0,
            a = 0,
            b = 0,
            aa = 0,
            bb = 0,
            ab = 0;
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            if (except.Contains((cell % Side + 0.5) / Side, (cell / Side + 0.5) / Side))
                continue;
            double x = _cells[cell],
                y = other._cells[cell];
            (n, a, b, aa, bb, ab) = (n + 1, a + x, b + y, aa + (x * x), bb + (y * y), ab + (x * y));
        }

        if (n < Side) // the region is nearly all
            return false;
        var (spreadA, spreadB) = ((aa / n) - (a * a / n / n), (bb / n) - (b * b / n / n));
        return Math.Min(spreadA, spreadB) >= Structure * Structure
            && ((ab / n) - (a * b / n / n)) / Math.Sqrt(spreadA * spreadB) >= Same;
    }

    // The middle of one of the places at which an edge is looked at.
    private static int Place(int sample, int length) => (int)((sample + 0.5) * length / (Side * Samples));
}
