namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>What questions call units, and dials abbreviate: "Celsius" is "°C".</summary>
internal static class UnitNames
{
    private static readonly Dictionary<string, string[]> Symbols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["celsius"] = ["°C", "C"],
        ["centigrade"] = ["°C", "C"],
        ["fahrenheit"] = ["°F", "F"],
        ["kilopascals"] = ["kPa"],
        ["megapascals"] = ["MPa"],
        ["hectopascals"] = ["hPa"],
        ["millibars"] = ["mbar", "mb"],
        ["kilograms"] = ["kg"],
        ["pounds"] = ["lb", "lbs"],
        ["millimetres"] = ["mm"],
        ["millimeters"] = ["mm"],
        ["volts"] = ["V"],
        ["amperes"] = ["A"],
        ["amps"] = ["A"],
    };

    /// <summary>Whether a word of a question and what is printed on a dial are the same unit.</summary>
    /// <param name="word">A name, in the singular or plural, or a symbol.</param>
    /// <param name="printed">A symbol, or whatever else is printed.</param>
    public static bool AreSame(string word, string printed) =>
        ScaleRange.SameUnit(word, printed)
        || (
            (Symbols.GetValueOrDefault(word) ?? Symbols.GetValueOrDefault(word + "s")) is { } symbols
            && symbols.Any(symbol => ScaleRange.SameUnit(symbol, printed))
        );
}
