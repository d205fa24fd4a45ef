namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// How the dials of barometers are usually laid out. Their movements are alike, so that a few layouts are most of them.
/// </summary>
/// <param name="Top">The value above the pivot, in inches of mercury.</param>
/// <param name="Slope">Degrees clockwise for each inch of mercury.</param>
/// <param name="Share">How many of 1 are laid out like this; what they all lack to 1 are laid out otherwise.</param>
internal readonly record struct UsualDial(double Top, double Slope, double Share)
{
    // Counted on dials that were marked by hand: 66 that were asked about in inches, 54 in millimetres, centimetres and
    // hectopascals. Above are 29.5 inches, 760 mm (29.92 inches) or 30 inches.
    private static readonly UsualDial[] Inches =
    [
        new(29.5, 60, 0.27),
        new(30, 60.3, 0.05),
        new(29.5, 90, 0.29),
        new(30, 88.6, 0.03),
        new(29.92, 76, 0.04),
        new(29.5, 102.5, 0.11),
        new(29.5, 112.7, 0.04),
        new(29.57, 51.2, 0.04),
        new(29.41, 37, 0.03),
    ];

    private static readonly UsualDial[] Metric =
    [
        new(29.5, 60, 0.02),
        new(30, 58.8, 0.02),
        new(29.98, 70.3, 0.07),
        new(29.5, 72, 0.04),
        new(29.92, 75.8, 0.13),
        new(29.5, 90, 0.16),
        new(29.94, 91.5, 0.29),
        new(29.5, 98.5, 0.03),
        new(29.92, 102.6, 0.03),
        new(29.9, 114, 0.04),
        new(29.92, 122, 0.07),
    ];

    // Degrees to each side of the top: less of the turn has no mark.
    private const double Half = 170;

    /// <summary>The unit of <see cref="Top"/>.</summary>
    public static DialUnit Unit { get; } = DialUnit.Named("inHg")!;

    // In bar and psi the air of tyres and compressors is measured as well.
    private static readonly DialUnit[] OfWeather =
    [
        .. new[] { "inHg", "hPa", "mbar", "mmHg", "cmHg" }.Select(DialUnit.Named).OfType<DialUnit>(),
    ];

    /// <summary>The layouts of what a question is about; none where that is no barometer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="asked">The unit that it asks for; null for none that is known.</param>
    public static IReadOnlyList<UsualDial> Of(string prompt, DialUnit? asked) =>
        asked is null
        || !(
            prompt.Contains("barometer", StringComparison.OrdinalIgnoreCase)
            || (OfWeather.Contains(asked) && prompt.Contains("air pressure", StringComparison.OrdinalIgnoreCase))
        )
            ? []
        : asked == Unit ? Inches
        : Unit.Others.Contains(asked) ? Metric
        : [];

    /// <summary>
    /// Where a value stands, in degrees clockwise from above; null for one that is further from there than scales go.
    /// </summary>
    public double? Place(double value) =>
        (value - Top) * Slope is var degrees && Math.Abs(degrees) <= Half ? degrees : null;

    /// <summary>The value that stands somewhere, in degrees clockwise from above.</summary>
    public double At(double degrees) => Top + (degrees / Slope);
}
