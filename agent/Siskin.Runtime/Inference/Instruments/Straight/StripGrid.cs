namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Where the places of a strip lie in a frame, in pixels: that of column c and row r at the corner plus c times the way
/// along and r times the way across.
/// </summary>
/// <param name="X">The middle of the first place, from the left.</param>
/// <param name="Y">The same from the top.</param>
/// <param name="AlongX">One place along.</param>
/// <param name="AlongY">The same, down.</param>
/// <param name="AcrossX">One place across.</param>
/// <param name="AcrossY">The same, down.</param>
internal readonly record struct StripGrid(
    double X,
    double Y,
    double AlongX,
    double AlongY,
    double AcrossX,
    double AcrossY
)
{
    // Points on each side of a place, so that thin lines are not skipped: as many as it has pixels.
    private const int MostPoints = 4;

    /// <summary>The colours there, 0 to 1: (C, H, L). What is outside of the frame has the mean colour.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="height">Places across.</param>
    /// <param name="length">Places along.</param>
    public float[] Colours(ColourPixels pixels, int height, int length)
    {
        var plane = height * length;
        var colours = new float[ColourPixels.Channels * plane];
        var (along, across) = (Points(AlongX, AlongY), Points(AcrossX, AcrossY));
        Span<float> sum = stackalloc float[ColourPixels.Channels];
        for (var row = 0; row < height; row++)
        for (var column = 0; column < length; column++)
        {
            sum.Clear();
            var count = 0;
            for (var i = 0; i < along; i++)
            for (var j = 0; j < across; j++)
            {
                var (c, r) = (column + Off(i, along), row + Off(j, across));
                var (x, y) = (X + (c * AlongX) + (r * AcrossX), Y + (c * AlongY) + (r * AcrossY));
                if (pixels.Add(x, y, sum))
                    count++;
            }

            for (var channel = 0; channel < ColourPixels.Channels; channel++)
                colours[(channel * plane) + (row * length) + column] =
                    count == 0 ? float.NaN : sum[channel] / (255 * count);
        }

        for (var channel = 0; channel < ColourPixels.Channels; channel++)
            Fill(colours.AsSpan(channel * plane, plane));
        return colours;
    }

    private static int Points(double x, double y) =>
        Math.Clamp((int)Math.Round(Math.Sqrt((x * x) + (y * y))), 1, MostPoints);

    private static double Off(int point, int points) => ((point + 0.5) / points) - 0.5;

    private static void Fill(Span<float> colours)
    {
        var (sum, count) = (0.0, 0);
        foreach (var colour in colours)
        {
            if (float.IsNaN(colour))
                continue;
            sum += colour;
            count++;
        }

        var mean = count == 0 ? 0 : (float)(sum / count);
        foreach (ref var colour in colours)
        {
            if (float.IsNaN(colour))
                colour = mean;
        }
    }
}
