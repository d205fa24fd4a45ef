using Siskin.Runtime.Inference.Instruments.Dials;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// What the numerals beside a straight scale, its marks and the end of its liquid make together.
/// </summary>
internal static class StraightReading
{
    // Numerals of another scale that have to be in their places for it to tell the unit, and how far they may be, of
    // the scale that they tell about.
    private const int FewestNumerals = 3;
    private const double Tolerance = 0.04;

    // As many numerals a scale in the unit that was asked for is ahead of one that has to be converted.
    private const int Ahead = 3;

    // A thermometer whose only scale goes so high shows Fahrenheit, and one that ends so low Celsius, whatever was
    // asked for.
    private const double HighFahrenheit = 80,
        LowFahrenheit = 40,
        HighCelsius = 60;

    /// <summary>Reads it; null where the numerals make no scale, or no end of a column is seen beside it.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="numerals">The numbers that are printed in it.</param>
    /// <param name="seen">Where the model saw the end of the column, in pixels; null where it did not.</param>
    /// <param name="unit">The unit of the model's own reading; empty where it has none.</param>
    /// <param name="prompt">What was asked.</param>
    public static DialReading? Of(
        ColourPixels pixels,
        IReadOnlyList<ScaleNumeral> numerals,
        (double X, double Y)? seen,
        string unit,
        string prompt
    )
    {
        var scales = StraightScaleFit.Of(numerals);
        if (scales.Count == 0)
            return null;
        var asked = unit.Length > 0 ? DialUnit.Named(unit) : DialUnit.AskedIn(prompt);
        var (scale, inUnit) = Choose(scales, asked);
        var beside = scales
            .Select(scale.Beside)
            .Where(across => across is not null)
            .MinBy(across => Math.Abs(across!.Value));
        (double, double)? there = seen is { } point ? scale.Of(point.X, point.Y) : null;
        if (ColumnEnd.Find(pixels, scale, beside, there) is not { } end)
            return null;
        var offset = MarkOffset.Of(pixels, scale, end.Across);
        var reading = new DialReading(
            scale.At(end.Along) - (offset * scale.Step),
            new ScaleRange(scale.Low, scale.High, unit.Length > 0 ? unit : null),
            Looks.MaxDisputed
        );
        return inUnit is null || inUnit == asked ? reading : reading.In(inUnit, asked!);
    }

    // The scale that is in the unit that was asked for, or else one whose unit is told, and that unit.
    private static (StraightScale Scale, DialUnit? Unit) Choose(IReadOnlyList<StraightScale> scales, DialUnit? asked)
    {
        if (asked is null)
            return (scales[0], null);
        (StraightScale Scale, DialUnit? Unit) best = (scales[0], null);
        var most = 0;
        foreach (var scale in scales)
        foreach (var told in scales.Where(other => scale.Beside(other) is not null))
        foreach (var other in asked.Others)
        foreach (var (unit, toldIn) in new[] { (asked, other), (other, asked) })
        {
            var count = InPlace(scale, unit, told, toldIn);
            var weight = count + (unit == asked ? Ahead : 0);
            if (count >= FewestNumerals && weight > most)
                (best, most) = ((scale, unit), weight);
        }

        if (best.Unit is not null)
            return best;
        return (scales[0], Lone(scales[0], asked));
    }

    private static int InPlace(StraightScale scale, DialUnit unit, StraightScale told, DialUnit toldIn)
    {
        var span = Math.Abs(toldIn.In(unit, told.High) - toldIn.In(unit, told.Low));
        return told.Marks.Count(mark =>
            Math.Abs(scale.At(scale.Of(mark.X, mark.Y).Along) - toldIn.In(unit, mark.Value)) <= Tolerance * span
        );
    }

    private static DialUnit? Lone(StraightScale scale, DialUnit asked)
    {
        var (celsius, fahrenheit) = (DialUnit.Named("°C")!, DialUnit.Named("°F")!);
        return asked == celsius && scale.High >= HighFahrenheit && scale.Low <= LowFahrenheit ? fahrenheit
            : asked == fahrenheit && scale.High <= HighCelsius ? celsius
            : null;
    }
}
