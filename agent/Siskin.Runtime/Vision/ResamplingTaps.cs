namespace Siskin.Runtime.Vision;

/// <summary>
/// One axis of an antialiased resize: for every output position the first input position and the weights of a triangle
/// filter as wide as the reduction (bilinear when enlarging). Keeps its arrays; recomputed only when the sizes change.
/// </summary>
internal sealed class ResamplingTaps
{
    private int[] _first = [];
    private int[] _count = [];
    private float[] _weights = [];
    private int _stride;
    private int _from;
    private int _to;

    /// <summary>
    /// Input positions that output <paramref name="position"/> reads: the first of them, and their weights (sum 1).
    /// </summary>
    public ReadOnlySpan<float> At(int position, out int first)
    {
        first = _first[position];
        return _weights.AsSpan(position * _stride, _count[position]);
    }

    /// <summary>Prepares the taps that turn <paramref name="from"/> positions into <paramref name="to"/>.</summary>
    public void Prepare(int from, int to)
    {
        if (from == _from && to == _to)
            return;
        var scale = (double)from / to;
        var radius = Math.Max(1, scale);
        _stride = (2 * (int)Math.Ceiling(radius)) + 1;
        if (_first.Length < to)
        {
            _first = new int[to];
            _count = new int[to];
        }

        if (_weights.Length < to * _stride)
            _weights = new float[to * _stride];
        for (var position = 0; position < to; position++)
            Fill(position, (position + 0.5) * scale, radius, from);
        _from = from;
        _to = to;
    }

    private void Fill(int position, double center, double radius, int from)
    {
        var first = Math.Max(0, (int)Math.Floor(center - radius));
        var last = Math.Min(from - 1, (int)Math.Ceiling(center + radius) - 1);
        var count = Math.Min(last - first + 1, _stride);
        var weights = _weights.AsSpan(position * _stride, count);
        float sum = 0;
        for (var i = 0; i < count; i++)
        {
            weights[i] = (float)Math.Max(0, 1 - (Math.Abs(first + i + 0.5 - center) / radius));
            sum += weights[i];
        }

        foreach (ref var weight in weights)
            weight /= sum;
        _first[position] = first;
        _count[position] = count;
    }
}
