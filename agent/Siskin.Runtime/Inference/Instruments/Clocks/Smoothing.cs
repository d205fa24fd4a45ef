namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>Filters that make planes of numbers smooth, row by row.</summary>
internal static class Smoothing
{
    /// <summary>Three by three binomial weights; 0 at the rim.</summary>
    public static float[] Binomial(float[] plane, int width, int height)
    {
        var smooth = new float[plane.Length];
        for (var y = 1; y < height - 1; y++)
        {
            for (var at = (y * width) + 1; at < ((y + 1) * width) - 1; at++)
                smooth[at] = (Row(at - width) + (2 * Row(at)) + Row(at + width)) / 16;
        }

        return smooth;

        float Row(int at) => plane[at - 1] + (2 * plane[at]) + plane[at + 1];
    }

    /// <summary>The sum over a square about each place, as far as the plane goes, divided by its area.</summary>
    /// <param name="plane">The plane; it is changed.</param>
    /// <param name="width">Places of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="half">How far the square reaches to each side.</param>
    /// <param name="spare">Of the length of the plane, for what is computed between.</param>
    public static void Box(float[] plane, int width, int height, int half, float[] spare)
    {
        for (var y = 0; y < height; y++)
            Run(plane, spare, y * width, 1, width, half);
        for (var x = 0; x < width; x++)
            Run(spare, plane, x, width, height, half);
    }

    private static void Run(float[] from, float[] to, int start, int step, int count, int half)
    {
        float sum = 0;
        for (var at = 0; at < Math.Min(half, count); at++)
            sum += from[start + (at * step)];
        for (var at = 0; at < count; at++)
        {
            if (at + half < count)
                sum += from[start + ((at + half) * step)];
            if (at > half)
                sum -= from[start + ((at - half - 1) * step)];
            to[start + (at * step)] = sum / ((2 * half) + 1);
        }
    }
}
