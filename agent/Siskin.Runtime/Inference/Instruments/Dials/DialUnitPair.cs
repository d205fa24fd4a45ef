namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// The unit that a scale is in, as the numerals of another scale of the same face tell: what stands at one angle on
/// both is one value, so that their numbers say which of them is in which unit, whether or not a unit was read.
/// </summary>
/// <param name="Scale">The scale that was read.</param>
/// <param name="Unit">What its values are in.</param>
/// <param name="Numerals">How many numerals of the other one say so.</param>
internal readonly record struct DialUnitPair(DialScale Scale, DialUnit Unit, int Numerals)
{
    // Two numerals of another scale may be in their places by chance where that could be in many units.
    private const int FewestNumerals = 2,
        FewestOfMany = 3;

    // How far from there they may be, of the scale that they tell about.
    private const double Tolerance = 0.025;

    // As many numerals a scale in the unit that was asked for is ahead of one that has to be converted.
    private const int Ahead = 3;

    /// <summary>
    /// Of scales of a face the one whose unit most numerals tell, in the unit that was asked for or beside it; null
    /// where none is told.
    /// </summary>
    /// <param name="scales">The scales that may be read.</param>
    /// <param name="marks">All that may be numerals of the face.</param>
    /// <param name="asked">The unit that was asked for.</param>
    public static DialUnitPair? Find(IReadOnlyList<DialScale> scales, IReadOnlyList<DialMark> marks, DialUnit asked)
    {
        DialUnitPair? best = null;
        var most = 0;
        var pairs = asked.Pairs.ToList();
        var fewest = pairs.Count > 2 ? FewestOfMany : FewestNumerals;
        foreach (var scale in scales)
        {
            var left = marks.Where(mark => scale.Marks.All(taken => taken.Line != mark.Line)).ToList();
            foreach (var (unit, told) in pairs)
            {
                var count = InPlace(scale, unit, left, told);
                var weight = count + scale.Marks.Count + (unit == asked ? Ahead : 0);
                if (count >= fewest && weight > most)
                    (best, most) = (new DialUnitPair(scale, unit, count), weight);
            }
        }

        return best;
    }

    // Of numerals in another unit those in one ring that are where the scale has their value.
    private static int InPlace(DialScale scale, DialUnit unit, List<DialMark> marks, DialUnit other)
    {
        var span = Math.Abs(unit.In(other, scale.High) - unit.In(other, scale.Low));
        var fit = marks
            .Where(mark =>
                scale.At(mark.Angle) is { } value && Math.Abs(unit.In(other, value) - mark.Value) <= Tolerance * span
            )
            .ToList();
        return fit.Count == 0
            ? 0
            : fit.Max(middle =>
                fit.Where(mark => Math.Abs(mark.Radius - middle.Radius) <= DialScale.RingWidth * middle.Radius)
                    .DistinctBy(mark => mark.Line)
                    .DistinctBy(mark => mark.Value)
                    .Count()
            );
    }
}
