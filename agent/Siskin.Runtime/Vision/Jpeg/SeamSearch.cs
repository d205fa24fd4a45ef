namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// Looks for what a hole leaves behind when the codes fall into step again: DC values are differences, so that all
/// blocks behind it are off by one amount in each component. They leave the colours that there are, or do not fit to
/// the row above.
/// </summary>
/// <param name="scan">The scan with the DC values.</param>
/// <param name="tables">Tables with their steps.</param>
/// <param name="columns">MCUs in a row.</param>
/// <param name="rows">Rows of MCUs.</param>
internal sealed class SeamSearch(JpegScan scan, JpegTables tables, int columns, int rows)
{
    // Of 3,752 good photographs, seven pass one of these where it is asked.
    private const double MaxSeam = 5,
        MaxBeyond = 2;

    // Differences of more than so many times the usual one say no more than these.
    private const float MaxTimes = 6;

    private readonly int _mcus = columns * rows;
    private readonly bool _single = scan.Components.Count == 1;

    /// <summary>Whether there are traces of one.</summary>
    public bool Finds() => LeavesColours() || Seam() > MaxSeam;

    /// <summary>Whether a part of the picture has colours that no screen could show.</summary>
    public bool LeavesColours()
    {
        if (scan.Components.Count != 3)
            return false;
        float[][] means = [.. scan.Components.Select(Means)];
        for (var i = 0; i < _mcus; i++)
        {
            if (Beyond(means[0][i] + 128, means[1][i], means[2][i]) > MaxBeyond)
                return true;
        }

        return false;
    }

    // How far a mean is outside of red, green and blue. The mean of colours that there are is one, but for rounding:
    // half a step of each component.
    private float Beyond(float y, float cb, float cr)
    {
        (var luma, var blue, var red) = (Step(0), Step(1), Step(2));
        var outside = Math.Max(
            Outside(y + (1.402f * cr)) - (0.7f * red),
            Math.Max(
                Outside(y + (1.772f * cb)) - (0.9f * blue),
                Outside(y - (0.344f * cb) - (0.714f * cr)) - (0.2f * blue) - (0.35f * red)
            )
        );
        return outside - (luma / 2);
    }

    private static float Outside(float level) => Math.Max(-level, level - 255);

    private float Step(int component) => tables.Quantization(scan.Components[component].Quantization)[0] / 8f;

    private (int Across, int Down) Blocks(JpegComponent component) =>
        _single ? (1, 1) : (component.Across, component.Down);

    private float[] Means(JpegComponent component)
    {
        var means = new float[_mcus];
        (var across, var down) = Blocks(component);
        for (var i = 0; i < _mcus; i++)
        {
            var first = (i / columns * down * component.Stride) + (i % columns * across);
            for (var k = 0; k < across * down; k++)
                means[i] +=
                    component.Edges[first + (k / across * component.Stride) + (k % across)].Mean / (across * down);
        }

        return means;
    }

    // How much better one step from the row above fits than none, for the row that begins at any MCU and goes on in the
    // next row. The worse half counts: an edge in the picture runs along one row, a seam steps down.
    private double Seam()
    {
        var gains = new double[_mcus];
        for (var c = 0; c < scan.Components.Count; c++)
            AddGains(scan.Components[c], Step(c), gains);
        return gains.Length == 0 ? 0 : gains.Max();
    }

    private void AddGains(JpegComponent component, float step, double[] gains)
    {
        var jumps = new float[_mcus];
        var usual = new float[_mcus];
        Jumps(component, jumps, usual);
        float[] all = [.. jumps.AsSpan(Math.Min(columns, _mcus))];
        foreach (ref var jump in all.AsSpan())
            jump = Math.Abs(jump);
        var middle = all.Length == 0 ? 0 : Median(all);
        foreach (ref var times in usual.AsSpan())
            times = (times + middle + (step / 2) + 0.25f) / 2;
        var window = new float[columns];
        for (var t = columns; t + 2 < _mcus; t++)
        {
            int end = Math.Min(_mcus, t + columns),
                turn = Math.Min(end, ((t / columns) + 1) * columns);
            jumps.AsSpan(t..end).CopyTo(window);
            var offset = Median(window.AsSpan(0, end - t));
            if (Math.Abs(offset) > step / 2)
                gains[t] += Math.Min(Gain(jumps, usual, t..turn, offset), Gain(jumps, usual, turn..end, offset));
        }
    }

    // From the lower edge of the MCU above to the upper edge of each, and how much the blocks on both sides change
    // within themselves.
    private void Jumps(JpegComponent component, float[] jumps, float[] usual)
    {
        (var across, var down) = Blocks(component);
        for (var i = columns; i < _mcus; i++)
        {
            var first = (i / columns * down * component.Stride) + (i % columns * across);
            for (var x = 0; x < across; x++)
            {
                BlockEdges.Edge below = component.Edges[first + x],
                    above = component.Edges[first + x - component.Stride];
                jumps[i] += (below.Top - above.Bottom) / across;
                usual[i] += (Math.Abs(below.Top - below.Bottom) + Math.Abs(above.Top - above.Bottom)) / across / 6;
            }
        }
    }

    private static double Gain(float[] jumps, float[] usual, Range range, float offset)
    {
        double gain = 0;
        (var from, var count) = range.GetOffsetAndLength(jumps.Length);
        for (var i = from; i < from + count; i++)
            gain +=
                Math.Min(MaxTimes, Math.Abs(jumps[i]) / usual[i])
                - Math.Min(MaxTimes, Math.Abs(jumps[i] - offset) / usual[i]);
        return gain;
    }

    private static float Median(Span<float> values)
    {
        values.Sort();
        return values[values.Length / 2];
    }
}
