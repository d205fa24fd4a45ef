using Siskin.Runtime.Inference.Instruments.Dials;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// What the numerals beside a straight scale, its marks and the end of its liquid make together.
/// </summary>
/// <param name="Reading">The likeliest value, and the scale.</param>
/// <param name="Likely">How likely each value is in the unit that was asked for; null where only one is known.</param>
internal sealed record StraightReading(DialReading Reading, Func<double, double>? Likely)
{
    // Thermometers with the tens on one side of the tube and a 0 on the other: no other one counts by ones to here.
    private const double MostTens = 12;

    // Of all values: a likeliest one that is less likely is in doubt.
    private const double LeastShare = 0.5;

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

    /// <summary>Reads it; null where there is no scale, or no end of a column is seen beside it.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="scales">What its numerals make, the surest first.</param>
    /// <param name="columns">Finds what a scale shows; null where contrast alone tells.</param>
    /// <param name="seen">Where the model saw the end of the column, in pixels; null where it did not.</param>
    /// <param name="unit">The unit of the model's own reading; empty where it has none.</param>
    /// <param name="prompt">What was asked.</param>
    public static StraightReading? Of(
        ColourPixels pixels,
        IReadOnlyList<StraightScale> scales,
        ColumnLook? columns,
        (double X, double Y)? seen,
        string unit,
        string prompt
    )
    {
        if (scales.Count == 0)
            return null;
        var asked = unit.Length > 0 ? DialUnit.Named(unit) : DialUnit.AskedIn(prompt);
        if (IsTemperature(asked, prompt))
            scales = [.. scales.Select(InTens)];
        var (scale, told) = Choose(scales, asked);
        var other = told is null || told == asked ? null : told;
        var end = Contrast(pixels, scales, scale, seen);
        var offset = end is null ? MarkOffset.Usual : MarkOffset.Of(pixels, scale, end.Value.Across);
        var found = columns is null ? null : Helped.OrNull(() => columns(pixels, scale, seen));
        var shares = found is null ? null : found with { Offset = offset };
        if (shares is null && end is null)
            return null;
        var value = shares?.Likeliest().Value ?? scale.At(end!.Value.Along) - (offset * scale.Step);
        var trust = shares?.Likeliest().Share < LeastShare ? Answer.MaxInDoubt : Looks.MaxDisputed;
        var reading = new DialReading(
            value,
            new ScaleRange(scale.Low, scale.High, unit.Length > 0 ? unit : null),
            trust
        );
        return new StraightReading(
            other is null ? reading : reading.In(other, asked!),
            shares is null ? null : each => shares.About(other is null ? each : asked!.In(other, each))
        );
    }

    /// <summary>What it makes of the model's own reading, see <see cref="DialReading.Weigh"/>.</summary>
    public Answer? Weigh(Answer direct) => Reading.Weigh(direct, Likely);

    // By contrast alone, which also tells where across the scale the liquid is.
    private static ColumnEnd? Contrast(
        ColourPixels pixels,
        IReadOnlyList<StraightScale> scales,
        StraightScale scale,
        (double X, double Y)? seen
    )
    {
        var beside = scales
            .Select(scale.Beside)
            .Where(across => across is not null)
            .MinBy(across => Math.Abs(across!.Value));
        (double, double)? there = seen is { } point ? scale.Of(point.X, point.Y) : null;
        return ColumnEnd.Find(pixels, scale, beside, there);
    }

    private static bool IsTemperature(DialUnit? asked, string prompt) =>
        asked is null
            ? prompt.Contains("temperature", StringComparison.OrdinalIgnoreCase)
            : asked == DialUnit.Named("°C") || asked == DialUnit.Named("°F");

    private static StraightScale InTens(StraightScale scale) =>
        scale.Step == 1 && Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High)) <= MostTens
            ? scale.Select(mark => mark with { Value = 10 * mark.Value })
            : scale;

    // The scale that is in the unit that was asked for, or else one whose unit is told, and that unit.
    private static (StraightScale Scale, DialUnit? Unit) Choose(IReadOnlyList<StraightScale> scales, DialUnit? asked)
    {
        if (asked is null)
            return (scales[0], null);
        (StraightScale Scale, DialUnit? Unit) best = (scales[0], null);
        var most = 0;
        foreach (var scale in scales)
        foreach (var told in scales.Where(other => scale.Beside(other) is not null))
        foreach (var (unit, toldIn) in asked.Pairs)
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
