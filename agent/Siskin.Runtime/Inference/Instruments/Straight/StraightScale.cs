namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// A straight scale as its numerals tell it, with coordinates of its own: along it in the direction in which values
/// rise, and across it to the right of that, both in pixels from the middle of its numerals.
/// </summary>
internal sealed class StraightScale
{
    private readonly double _x;
    private readonly double _y;
    private readonly double _alongX;
    private readonly double _alongY;
    private readonly double _middle;
    private readonly double _perPixel;

    /// <summary>The line of least squares of the places over the values.</summary>
    /// <param name="marks">At least two numerals of different values, with the signs that they have on the scale.</param>
    /// <param name="score">How well they fit together.</param>
    public StraightScale(IReadOnlyList<ScaleNumeral> marks, double score)
    {
        (Marks, Score) = (marks, score);
        (_middle, _x, _y) = (
            marks.Average(mark => mark.Value),
            marks.Average(mark => mark.X),
            marks.Average(mark => mark.Y)
        );
        double squares = 0,
            right = 0,
            down = 0;
        foreach (var mark in marks)
        {
            var value = mark.Value - _middle;
            squares += value * value;
            right += value * (mark.X - _x);
            down += value * (mark.Y - _y);
        }

        var length = Math.Sqrt((right * right) + (down * down));
        (_alongX, _alongY, _perPixel) = (right / length, down / length, squares / length);
        double[] values = [.. marks.Select(mark => mark.Value).Order()];
        (Low, High) = (values[0], values[^1]);
        Step = values.Zip(values.Skip(1), (one, next) => next - one).Min();
        Size = Median(marks.Select(mark => mark.Size));
        Width = Median(marks.Select(mark => mark.Width));
    }

    /// <summary>The same scale with its numerals elsewhere, or of other values.</summary>
    public StraightScale Select(Func<ScaleNumeral, ScaleNumeral> map) => new([.. Marks.Select(map)], Score);

    /// <summary>Its numerals.</summary>
    public IReadOnlyList<ScaleNumeral> Marks { get; }

    /// <summary>How many numerals fit, each by how sure it is and how close to its place.</summary>
    public double Score { get; }

    /// <summary>The lowest numeral.</summary>
    public double Low { get; }

    /// <summary>The highest one.</summary>
    public double High { get; }

    /// <summary>The least difference between two numerals.</summary>
    public double Step { get; }

    /// <summary>The same in pixels.</summary>
    public double StepPixels => Step / _perPixel;

    /// <summary>Height of a numeral in pixels; the median.</summary>
    public double Size { get; }

    /// <summary>Width of a numeral in pixels; the median.</summary>
    public double Width { get; }

    /// <summary>Where a pixel of the frame is.</summary>
    public (double Along, double Across) Of(double x, double y)
    {
        var (right, down) = (x - _x, y - _y);
        return ((right * _alongX) + (down * _alongY), (down * _alongX) - (right * _alongY));
    }

    /// <summary>The pixel of the frame that is there.</summary>
    public (double X, double Y) Pixel(double along, double across) =>
        (_x + (along * _alongX) - (across * _alongY), _y + (along * _alongY) + (across * _alongX));

    /// <summary>The value there.</summary>
    public double At(double along) => _middle + (_perPixel * along);

    /// <summary>Where a value is.</summary>
    public double Place(double value) => (value - _middle) / _perPixel;

    /// <summary>Where another scale that runs beside it is across it; null where it does not.</summary>
    public double? Beside(StraightScale other)
    {
        if ((_alongX * other._alongX) + (_alongY * other._alongY) < 0.95)
            return null;
        var across = Of(other._x, other._y).Across;
        return Math.Abs(across) > Width ? across : null;
    }

    private static double Median(IEnumerable<double> numbers)
    {
        double[] order = [.. numbers.Order()];
        return order[order.Length / 2];
    }
}
