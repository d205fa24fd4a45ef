using System.Buffers;
using System.Numerics;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// A picture as three planes of floats, 0 black to 255 white, for what a sensor does to it. Its buffers are rented:
/// fresh ones would be large objects and set off a full collection every few frames.
/// </summary>
internal sealed class PixelField : IDisposable
{
    private readonly float[] _values; // (3, height, width), perhaps longer
    private float[] _scratch;

    public PixelField(SKBitmap bitmap)
    {
        Width = bitmap.Width;
        Height = bitmap.Height;
        _values = ArrayPool<float>.Shared.Rent(3 * Width * Height);
        _scratch = [];
        var pixels = bitmap.GetPixelSpan(); // (height, width, 4)
        var plane = Width * Height;
        for (var i = 0; i < plane; i++)
        {
            _values[i] = pixels[4 * i];
            _values[plane + i] = pixels[(4 * i) + 1];
            _values[(2 * plane) + i] = pixels[(4 * i) + 2];
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>All values of one channel, row by row.</summary>
    public Span<float> Channel(int channel) => _values.AsSpan(channel * Width * Height, Width * Height);

    /// <summary>Copies the values, limited to 0..255, into a bitmap of the same size.</summary>
    public unsafe void CopyTo(SKBitmap bitmap)
    {
        var plane = Width * Height;
        var pixels = (byte*)bitmap.GetPixels();
        for (var i = 0; i < plane; i++)
        {
            pixels[4 * i] = Limit(_values[i]);
            pixels[(4 * i) + 1] = Limit(_values[plane + i]);
            pixels[(4 * i) + 2] = Limit(_values[(2 * plane) + i]);
            pixels[(4 * i) + 3] = 255;
        }
    }

    /// <summary>Gaussian blur with the given deviation in pixels.</summary>
    public void Blur(float sigma)
    {
        var radius = Math.Max(1, (int)MathF.Ceiling(2.5f * sigma));
        var taps = new (int X, float Weight)[(2 * radius) + 1];
        var sum = 0f;
        for (var i = 0; i < taps.Length; i++)
        {
            taps[i] = (i - radius, MathF.Exp(-(i - radius) * (i - radius) / (2 * sigma * sigma)));
            sum += taps[i].Weight;
        }

        for (var channel = 0; channel < 3; channel++)
        {
            Convolve(channel, taps.Select(t => (t.X, 0, t.Weight / sum)).ToArray());
            Convolve(channel, taps.Select(t => (0, t.X, t.Weight / sum)).ToArray());
        }
    }

    /// <summary>Blur along a line: the camera or the instrument moved.</summary>
    /// <param name="length">Length of the movement in pixels.</param>
    /// <param name="angle">Its direction in radians.</param>
    public void Smear(float length, float angle)
    {
        var count = Math.Max(2, (int)MathF.Ceiling(length) + 1);
        var taps = new (int X, int Y, float Weight)[count];
        for (var i = 0; i < count; i++)
        {
            var along = ((i / (count - 1f)) - 0.5f) * length;
            taps[i] = (
                (int)MathF.Round(along * MathF.Cos(angle)),
                (int)MathF.Round(along * MathF.Sin(angle)),
                1f / count
            );
        }

        for (var channel = 0; channel < 3; channel++)
        {
            Convolve(channel, taps);
        }
    }

    /// <summary>Adds what a blur would take away: the halos of cheap cameras.</summary>
    public void Sharpen(float sigma, float amount)
    {
        var count = 3 * Width * Height;
        var before = ArrayPool<float>.Shared.Rent(count);
        _values.AsSpan(0, count).CopyTo(before);
        Blur(sigma);
        for (var i = 0; i < count; i++)
        {
            _values[i] = before[i] + (amount * (before[i] - _values[i]));
        }

        ArrayPool<float>.Shared.Return(before);
    }

    /// <summary>Gives the buffers back; the field must not be used afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_values);
        ReturnScratch();
    }

    private void ReturnScratch()
    {
        if (_scratch.Length > 0)
        {
            ArrayPool<float>.Shared.Return(_scratch);
            _scratch = [];
        }
    }

    private static byte Limit(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    // Sums shifted copies of the picture, edges continued outwards; a row at a time so that the inner loop is a vector
    // one.
    private void Convolve(int channel, ReadOnlySpan<(int X, int Y, float Weight)> taps)
    {
        var reach = 0;
        foreach (var (x, _, _) in taps)
        {
            reach = Math.Max(reach, Math.Abs(x));
        }

        var stride = Width + (2 * reach);
        if (_scratch.Length < stride * Height)
        {
            ReturnScratch();
            _scratch = ArrayPool<float>.Shared.Rent(stride * Height);
        }

        var target = Channel(channel);
        for (var y = 0; y < Height; y++)
        {
            var source = target.Slice(y * Width, Width);
            var padded = _scratch.AsSpan(y * stride, stride);
            padded[..reach].Fill(source[0]);
            source.CopyTo(padded[reach..]);
            padded[(reach + Width)..].Fill(source[^1]);
        }

        for (var y = 0; y < Height; y++)
        {
            var row = target.Slice(y * Width, Width);
            row.Clear();
            foreach (var (x, dy, weight) in taps)
            {
                var from = Math.Clamp(y + dy, 0, Height - 1);
                Accumulate(row, _scratch.AsSpan((from * stride) + reach + x, Width), weight);
            }
        }
    }

    private static void Accumulate(Span<float> sum, ReadOnlySpan<float> values, float weight)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + (new Vector<float>(values[i..]) * weight)).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += values[i] * weight;
        }
    }
}
