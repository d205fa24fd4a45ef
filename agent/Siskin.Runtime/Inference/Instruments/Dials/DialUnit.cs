namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// A unit that dials are marked in, by all its names: a value in the base unit of what it measures is a value in it
/// times a factor plus an offset.
/// </summary>
internal sealed class DialUnit
{
    // Celsius, pascal, metres per second, kilogram. Exact, or as the SI brochure's companion (NIST SP 811, appendix B)
    // rounds them. What has a unit of its own alone is never converted.
    private static readonly DialUnit[] All =
    [
        new("temperature", 1, 0, "°c", "c", "celsius", "centigrade"),
        new("temperature", 5.0 / 9, -160.0 / 9, "°f", "f", "fahrenheit"),
        new("pressure", 100, 0, "hpa", "mbar", "mb", "millibar", "millibars", "hectopascal", "hectopascals"),
        new("pressure", 1e3, 0, "kpa", "kilopascal", "kilopascals"),
        new("pressure", 1e5, 0, "bar"),
        new("pressure", 1e6, 0, "mpa", "megapascal", "megapascals"),
        new("pressure", 98066.5, 0, "kg/cm2", "kg/cm²", "kgf/cm2", "kgf/cm²"),
        new("pressure", 6894.757, 0, "psi", "lb/in2", "lbf/in2", "lb/in²"),
        new("pressure", 133.3224, 0, "mmhg", "torr"),
        new("pressure", 1333.224, 0, "cmhg"),
        new("pressure", 3386.389, 0, "inhg"),
        new("speed", 1 / 3.6, 0, "km/h", "kmh", "kph"),
        new("speed", 0.44704, 0, "mph", "mi/h"),
        new("speed", 1.852 / 3.6, 0, "kn", "kt", "knots", "kts"),
        new("speed", 1, 0, "m/s"),
        new("mass", 1, 0, "kg", "kilogram", "kilograms"),
        new("mass", 0.45359237, 0, "lb", "lbs", "pound", "pounds"),
        new("mass", 0.001, 0, "g", "gram", "grams"),
        new("mass", 0.028349523, 0, "oz", "ounce", "ounces"),
        new("length", 0.001, 0, "mm", "millimetre", "millimetres", "millimeter", "millimeters"),
        new("voltage", 1, 0, "v", "volt", "volts"),
        new("current", 1, 0, "a", "amp", "amps", "ampere", "amperes"),
    ];

    private readonly string _measures;
    private readonly double _factor;
    private readonly double _offset;
    private readonly string[] _names;

    private DialUnit(string measures, double factor, double offset, params string[] names) =>
        (_measures, _factor, _offset, _names) = (measures, factor, offset, names);

    /// <summary>The unit of that name, whatever its case; null where it is none of dials.</summary>
    public static DialUnit? Named(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        return Array.Find(All, unit => unit._names.Contains(plain));
    }

    /// <summary>
    /// The unit that a question names last, of those that others measure the same in; null for none. A single letter is
    /// none there.
    /// </summary>
    public static DialUnit? AskedIn(string prompt) =>
        prompt
            .Replace("mm Hg", "mmHg", StringComparison.OrdinalIgnoreCase)
            .Split([' ', '?', ',', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 1)
            .Select(word => Named(word.TrimEnd('.')))
            .LastOrDefault(unit => unit?.Others.Any() == true);

    /// <summary>Whether a word of a question and what is printed on a dial are the same unit.</summary>
    /// <param name="word">A name or a symbol. A single letter is only itself.</param>
    /// <param name="printed">A symbol, or whatever else is printed.</param>
    public static bool AreSame(string word, string printed) =>
        ScaleRange.SameUnit(word, printed)
        || (
            word.Length > 1
            && Named(word) is { } unit
            && unit == Named(printed.Replace(" ", "", StringComparison.Ordinal))
        );

    /// <summary>The other units of what it measures.</summary>
    public IEnumerable<DialUnit> Others => All.Where(other => other._measures == _measures && other != this);

    /// <summary>
    /// What two scales of one face may be in where this unit was asked for: it and another one, either way round.
    /// </summary>
    public IEnumerable<(DialUnit Scale, DialUnit Other)> Pairs =>
        Others.SelectMany(other => new[] { (this, other), (other, this) });

    /// <summary>A value of this unit in another one of what it measures.</summary>
    public double In(DialUnit other, double value) => ((value * _factor) + _offset - other._offset) / other._factor;
}
