using System.Numerics;
using System.Runtime.InteropServices;
using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>
/// Turns frames into the input of the vision graph: scaled without distortion into the top left corner of a grid of
/// whole patches, the rest filled with the frame's mean colour, normalized per channel. Training and inference share
/// it. Keeps its buffers, so one instance serves one thread.
/// </summary>
public sealed class FramePreprocessor(VisionShape shape)
{
    private readonly ResamplingTaps _horizontal = new();
    private readonly ResamplingTaps _vertical = new();
    private float[] _row = [];

    /// <summary>Values that the largest prepared frame takes: 3 x patches x patch size squared.</summary>
    public int MaxValues => 3 * shape.MaxPatches * shape.PatchSize * shape.PatchSize;

    /// <summary>Prepares one frame into a new array of (3, rows x patch size, columns x patch size).</summary>
    public static float[] Prepare(SKBitmap frame, VisionShape shape, out FrameGeometry geometry)
    {
        geometry = FrameGeometry.Fit(frame.Width, frame.Height, shape);
        var pixels = new float[3 * geometry.Patches * shape.PatchSize * shape.PatchSize];
        new FramePreprocessor(shape).Prepare(frame, pixels);
        return pixels;
    }

    /// <summary>
    /// Prepares one frame. Transparent pixels of a frame that has to be converted are seen against white.
    /// </summary>
    /// <param name="frame">RGBA or BGRA with 8 bits per channel; anything else is converted first (which
    /// allocates).</param>
    /// <param name="pixels">Receives (3, rows x patch size, columns x patch size); <see cref="MaxValues"/> always
    /// suffice.</param>
    /// <returns>The frame's grid.</returns>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is too short.</exception>
    public FrameGeometry Prepare(SKBitmap frame, Span<float> pixels)
    {
        if (!IsDirect(frame))
        {
            using var converted = Convert(frame);
            return Prepare(converted, pixels);
        }

        var geometry = FrameGeometry.Fit(frame.Width, frame.Height, shape);
        var needed = 3 * geometry.Patches * shape.PatchSize * shape.PatchSize;
        if (pixels.Length < needed)
            throw new ArgumentException(
                $"The pixel buffer holds {pixels.Length} values, the frame needs {needed}.",
                nameof(pixels)
            );

        Resize(frame, geometry, pixels);
        for (var channel = 0; channel < 3; channel++)
            Finish(Plane(pixels, geometry, channel), geometry, channel);
        return geometry;
    }

    private static bool IsDirect(SKBitmap frame) =>
        frame.ColorType is SKColorType.Rgba8888 or SKColorType.Bgra8888 && frame.AlphaType is not SKAlphaType.Unpremul;

    private static SKBitmap Convert(SKBitmap frame)
    {
        var converted = new SKBitmap(
            new SKImageInfo(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Premul)
        );
        using var canvas = new SKCanvas(converted);
        canvas.Clear(SKColors.White);
        canvas.DrawBitmap(frame, 0, 0);
        return converted;
    }

    private Span<float> Plane(Span<float> pixels, FrameGeometry geometry, int channel)
    {
        var plane = geometry.Patches * shape.PatchSize * shape.PatchSize;
        return pixels.Slice(channel * plane, plane);
    }

    // Vertical first: whole rows of bytes are added up with full vectors, and the horizontal pass sees only the few
    // rows left.
    private void Resize(SKBitmap frame, FrameGeometry geometry, Span<float> pixels)
    {
        _vertical.Prepare(frame.Height, geometry.ScaledHeight);
        _horizontal.Prepare(frame.Width, geometry.ScaledWidth);
        var rowValues = frame.Width * 4;
        if (_row.Length < rowValues)
            _row = new float[rowValues];

        ReadOnlySpan<byte> source = frame.GetPixelSpan();
        var bgra = frame.ColorType == SKColorType.Bgra8888;
        var stride = geometry.PatchColumns * shape.PatchSize;
        var red = Plane(pixels, geometry, bgra ? 2 : 0);
        var green = Plane(pixels, geometry, 1);
        var blue = Plane(pixels, geometry, bgra ? 0 : 2);
        var row = _row.AsSpan(0, rowValues);
        for (var y = 0; y < geometry.ScaledHeight; y++)
        {
            row.Clear();
            var weights = _vertical.At(y, out var first);
            for (var i = 0; i < weights.Length; i++)
                AddRow(source.Slice((first + i) * frame.RowBytes, rowValues), weights[i], row);
            ReduceRow(row, geometry.ScaledWidth, red[(y * stride)..], green[(y * stride)..], blue[(y * stride)..]);
        }
    }

    private static void AddRow(ReadOnlySpan<byte> source, float weight, Span<float> sum)
    {
        var factor = new Vector<float>(weight);
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
            Vector.Widen(low, out var v0, out var v1);
            Vector.Widen(high, out var v2, out var v3);
            Add(sum[i..], v0, factor);
            Add(sum[(i + lanes)..], v1, factor);
            Add(sum[(i + (2 * lanes))..], v2, factor);
            Add(sum[(i + (3 * lanes))..], v3, factor);
        }

        for (; i < source.Length; i++)
            sum[i] += source[i] * weight;
    }

    private static void Add(Span<float> sum, Vector<uint> values, Vector<float> factor) =>
        (new Vector<float>(sum) + (Vector.ConvertToSingle(Vector.AsVectorInt32(values)) * factor)).CopyTo(sum);

    private void ReduceRow(ReadOnlySpan<float> row, int width, Span<float> first, Span<float> second, Span<float> third)
    {
        var source = MemoryMarshal.Cast<float, Vector4>(row); // (W, 4 channels)
        for (var x = 0; x < width; x++)
        {
            var weights = _horizontal.At(x, out var start);
            var window = source.Slice(start, weights.Length);
            var sum = Vector4.Zero;
            for (var i = 0; i < window.Length; i++)
                sum += window[i] * weights[i];
            first[x] = sum.X;
            second[x] = sum.Y;
            third[x] = sum.Z;
        }
    }

    // Normalizes the scaled frame and fills what lies right of it and below it with its mean.
    private void Finish(Span<float> plane, FrameGeometry geometry, int channel)
    {
        var stride = geometry.PatchColumns * shape.PatchSize;
        var scale = 1 / (255 * shape.Std[channel]);
        var offset = -shape.Mean[channel] / shape.Std[channel];
        double sum = 0;
        for (var y = 0; y < geometry.ScaledHeight; y++)
        {
            float rowSum = 0;
            foreach (ref var value in plane.Slice(y * stride, geometry.ScaledWidth))
            {
                value = (value * scale) + offset;
                rowSum += value;
            }

            sum += rowSum;
        }

        var mean = (float)(sum / ((long)geometry.ScaledWidth * geometry.ScaledHeight));
        for (var y = 0; y < geometry.ScaledHeight; y++)
            plane[((y * stride) + geometry.ScaledWidth)..((y + 1) * stride)].Fill(mean);
        plane[(geometry.ScaledHeight * stride)..].Fill(mean);
    }
}
