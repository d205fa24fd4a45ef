namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What a unit measures, for values that have no name of their own.</summary>
internal static class UnitNames
{
    // Single letters are units in this case only.
    private const string Letters = "CFVAWKshmgLltNdJ";

    private static readonly Dictionary<string, string> Quantities = Build(
        ("temperature", "°c c °f f k celsius fahrenheit degc degf °"),
        ("pressure", "bar mbar pa kpa mpa hpa psi bara barg"),
        ("speed", "rpm 1/min /min km/h m/s mph kn knots u/min"),
        ("voltage", "v mv kv vdc vac volts volt"),
        ("current", "a ma amps amp adc"),
        ("power", "w kw mw va kva watts watt"),
        ("energy", "wh kwh mwh"),
        ("frequency", "hz khz mhz ghz"),
        ("flow", "l/h l/min m3/h m³/h l/s gpm lpm"),
        ("weight", "kg g t lb"),
        ("volume", "l m3 m³ ml litres liters gallons"),
        ("signal", "dbm db"),
        ("humidity", "%rh rh"),
        ("co2", "ppm"),
        ("light", "lx lux"),
        ("torque", "nm"),
        ("vibration", "mm/s")
    );

    /// <summary>Whether a word behind a number and a blank is its unit.</summary>
    public static bool IsSpaced(string word) =>
        word.Length == 1 && Letters.Contains(word[0], StringComparison.Ordinal)
        || word is "min" or "mins" or "hrs" or "hr" or "sec" or "secs" or "min."
        || ValueReader.IsKnownUnit(word) && word is not ("rh" or "RH" or "pH" or "PH" or "us" or "US")
        || word.Length > 1 && !char.IsAsciiLetterLower(word[0]) && word[0] is '°' or '%' && ValueReader.IsUnit(word)
        || word.Length is > 2 and < 8
            && word.IndexOfAny(['/', '³', '²']) > 0
            && char.IsLetter(word[0])
            && ValueReader.IsUnit(word)
            && IsRate(word);

    /// <summary>The unit as it is answered.</summary>
    public static string Spelled(string unit)
    {
        var text = unit.Trim();
        if (text.StartsWith("deg", StringComparison.OrdinalIgnoreCase) && text.Contains(' ', StringComparison.Ordinal))
            return " °" + char.ToUpperInvariant(text[(text.LastIndexOf(' ') + 1)..][0]);
        return text.StartsWith("° ", StringComparison.Ordinal) ? " °" + text[2..] : unit;
    }

    /// <summary>What a unit measures, or "".</summary>
    public static string Quantity(string unit) => Quantities.GetValueOrDefault(unit.Trim().ToLowerInvariant(), "");

    private static bool IsRate(string word) =>
        word.Split('/') is [_, { Length: > 0 and <= 4 } per]
            && (per.Length == 1 || ValueReader.IsKnownUnit(per) || per is "min" or "day")
        || word[^1] is '³' or '²';

    private static Dictionary<string, string> Build(params ReadOnlySpan<(string Quantity, string Units)> all)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((var quantity, var units) in all)
        foreach (var unit in units.Split(' '))
            found[unit] = quantity;
        return found;
    }
}
