using System.Numerics.Tensors;

namespace Siskin.Runtime.Vision;

/// <summary>Puts prepared frames onto a canvas of fixed size, as graphs of fixed shapes take them.</summary>
public static class FrameCanvas
{
    /// <summary>
    /// Standardizes a frame over all channels, (x - mean) / sqrt(variance + epsilon), and puts it into the top left
    /// corner of a canvas that is 0 elsewhere, which is what a convolution sees beyond the border of a frame.
    /// </summary>
    /// <param name="pixels">A prepared frame, (3, rows x patch, columns x patch).</param>
    /// <param name="rows">Rows of patches of the frame.</param>
    /// <param name="columns">Patches in a row of the frame.</param>
    /// <param name="patch">Side of a patch in pixels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="canvasColumns">Patches in a row of the canvas.</param>
    /// <param name="canvas">Receives (3, canvas rows x patch, canvas columns x patch).</param>
    public static void Place(
        ReadOnlySpan<float> pixels,
        int rows,
        int columns,
        int patch,
        float epsilon,
        int canvasColumns,
        Span<float> canvas
    )
    {
        (var height, var width) = (rows * patch, columns * patch);
        (var stride, var plane) = (canvasColumns * patch, canvas.Length / 3);
        var frame = pixels[..(3 * height * width)];
        (var mean, var factor) = Statistics(frame, epsilon);
        canvas.Clear();
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                var source = frame.Slice(((channel * height) + y) * width, width);
                var target = canvas.Slice((channel * plane) + (y * stride), width);
                TensorPrimitives.Subtract(source, mean, target);
                TensorPrimitives.Multiply(target, factor, target);
            }
        }
    }

    /// <summary>
    /// Fills (rows, columns) with 1 in its top left part and 0 elsewhere, as whatever stands for these.
    /// </summary>
    public static void Mask<T>(int rows, int columns, int canvasColumns, T inside, T outside, Span<T> mask)
    {
        mask.Fill(outside);
        for (var y = 0; y < rows; y++)
            mask.Slice(y * canvasColumns, columns).Fill(inside);
    }

    private static (float Mean, float Factor) Statistics(ReadOnlySpan<float> frame, float epsilon)
    {
        double mean = 0,
            square = 0;
        foreach (var value in frame)
            mean += value;
        mean /= frame.Length;
        foreach (var value in frame)
            square += (value - mean) * (value - mean);
        return ((float)mean, (float)(1 / Math.Sqrt((square / frame.Length) + epsilon)));
    }
}
