namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// A scale around a dial as its numerals tell it: values that rise clockwise in proportion to their angles, at one
/// distance from the pivot.
/// </summary>
internal sealed class DialScale
{
    // Numerals beyond the needle by which a scale goes on that were not read: one, and a little for a needle at rest.
    private const double Beyond = 1.1;

    // How far from the ring of a scale what belongs to it may stand, of its radius.
    internal const double RingWidth = 0.18;

    private readonly double _slope;
    private readonly double _middleAngle;
    private readonly double _middleValue;

    /// <param name="marks">At least two, of rising angle, in this order.</param>
    /// <param name="score">How well they fit together, see <see cref="Score"/>.</param>
    public DialScale(IReadOnlyList<DialMark> marks, double score)
    {
        (Marks, Score) = (marks, score);
        Radius = marks.Average(mark => mark.Radius);
        (_middleAngle, _middleValue) = (marks.Average(mark => mark.Angle), marks.Average(mark => mark.Value));
        _slope =
            marks.Sum(mark => (mark.Angle - _middleAngle) * (mark.Value - _middleValue))
            / marks.Sum(mark => (mark.Angle - _middleAngle) * (mark.Angle - _middleAngle));
        Residual = marks.Average(mark => Math.Abs(mark.Angle - _middleAngle - ((mark.Value - _middleValue) / _slope)));
        var steps = Enumerable.Range(1, marks.Count - 1).Select(at => marks[at].Angle - marks[at - 1].Angle).Order();
        Step = steps.ElementAt((marks.Count - 1) / 2);
    }

    /// <summary>Its numerals, clockwise.</summary>
    public IReadOnlyList<DialMark> Marks { get; }

    /// <summary>How many numerals fit, each by how sure it is and how close to its place.</summary>
    public double Score { get; }

    /// <summary>Mean distance of its numerals from the pivot, in heights of the frame.</summary>
    public double Radius { get; }

    /// <summary>Mean angle between numerals and where the straight line has them, in radians.</summary>
    public double Residual { get; }

    /// <summary>Median angle between neighbouring numerals, in radians.</summary>
    public double Step { get; }

    /// <summary>Whether what stands so far from the pivot, in heights of the frame, stands in its ring.</summary>
    public bool Holds(double radius) => Math.Abs(radius - Radius) <= RingWidth * Radius;

    /// <summary>The lowest numeral.</summary>
    public double Low => Marks.Min(mark => mark.Value);

    /// <summary>The highest one.</summary>
    public double High => Marks.Max(mark => mark.Value);

    /// <summary>
    /// The value at an angle: between two numerals in proportion, since few scales are quite even; beyond the outermost
    /// ones by the straight line of least squares through all.
    /// </summary>
    /// <param name="angle">In radians, as <see cref="DialMark.Angle"/>.</param>
    /// <returns>Null further beyond them than they are apart from each other.</returns>
    public double? At(double angle)
    {
        if (angle < Marks[0].Angle - (Beyond * Step) || angle > Marks[^1].Angle + (Beyond * Step))
            return null;
        for (var next = 1; next < Marks.Count; next++)
        {
            var (one, other) = (Marks[next - 1], Marks[next]);
            if (angle >= one.Angle && angle <= other.Angle)
                return one.Value + ((other.Value - one.Value) * (angle - one.Angle) / (other.Angle - one.Angle));
        }

        return _middleValue + (_slope * (angle - _middleAngle));
    }
}
