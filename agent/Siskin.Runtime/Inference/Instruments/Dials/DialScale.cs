namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// A scale around a dial as its numerals tell it: values that rise clockwise with their angles, at one distance from
/// the pivot.
/// </summary>
internal sealed class DialScale
{
    // Numerals beyond the needle by which a scale goes on that were not read: one, and a little for a needle at rest.
    private const double Beyond = 1.1;

    // Numerals at an end that tell how it goes on.
    private const int Outermost = 3;

    // How far from the ring of a scale what belongs to it may stand, of its radius.
    internal const double RingWidth = 0.18;

    /// <param name="marks">At least two, of rising angle and value, in this order.</param>
    /// <param name="score">How well they fit together, see <see cref="Score"/>.</param>
    public DialScale(IReadOnlyList<DialMark> marks, double score)
    {
        (Marks, Score) = (marks, score);
        Radius = marks.Average(mark => mark.Radius);
        var steps = Enumerable.Range(1, marks.Count - 1).Select(at => marks[at].Angle - marks[at - 1].Angle).Order();
        Step = steps.ElementAt((marks.Count - 1) / 2);
    }

    /// <summary>Its numerals, clockwise.</summary>
    public IReadOnlyList<DialMark> Marks { get; }

    /// <summary>How many numerals fit, each by how sure it is, less by how much their steps differ.</summary>
    public double Score { get; }

    /// <summary>Mean distance of its numerals from the pivot, in heights of the frame.</summary>
    public double Radius { get; }

    /// <summary>Median angle between neighbouring numerals, in radians.</summary>
    public double Step { get; }

    /// <summary>Whether what stands so far from the pivot, in heights of the frame, stands in its ring.</summary>
    public bool Holds(double radius) => Math.Abs(radius - Radius) <= RingWidth * Radius;

    /// <summary>The lowest numeral.</summary>
    public double Low => Marks[0].Value;

    /// <summary>The highest one.</summary>
    public double High => Marks[^1].Value;

    /// <summary>
    /// The value at an angle: between two numerals in proportion, since few scales are quite even; beyond the outermost
    /// ones as it rises along the last three.
    /// </summary>
    /// <param name="angle">In radians, as <see cref="DialMark.Angle"/>.</param>
    /// <returns>Null further beyond them than they are apart from each other.</returns>
    public double? At(double angle)
    {
        if (angle < Marks[0].Angle - (Beyond * Step) || angle > Marks[^1].Angle + (Beyond * Step))
            return null;
        var last = Math.Min(Outermost, Marks.Count) - 1;
        if (angle < Marks[0].Angle)
            return Along(Marks[0], Marks[0], Marks[last], angle);
        if (angle > Marks[^1].Angle)
            return Along(Marks[^1], Marks[^(last + 1)], Marks[^1], angle);
        var next = 1;
        while (Marks[next].Angle < angle)
            next++;
        return Along(Marks[next], Marks[next - 1], Marks[next], angle);
    }

    // On the line through one numeral that rises as between two.
    private static double Along(DialMark through, DialMark low, DialMark high, double angle) =>
        through.Value + ((angle - through.Angle) * (high.Value - low.Value) / (high.Angle - low.Angle));
}
