namespace Siskin.Runtime.Signals.Queries;

/// <summary>Converts between units of one dimension: value in the dimension's base = value * factor + offset.</summary>
internal static class UnitScale
{
    private static readonly Dictionary<string, Unit> Units = Build();

    /// <summary>
    /// The usual spelling of a unit: in lower case, words for signs; "" where it is none that is known.
    /// </summary>
    public static string Known(string unit) => Units.ContainsKey(Plain(unit)) ? Plain(unit) : "";

    /// <summary>Whether two units are different ones of one dimension.</summary>
    public static bool Differ(string from, string to) =>
        Find(from, to) is var (a, b) && a.Dimension == b.Dimension && (a.Factor != b.Factor || a.Offset != b.Offset);

    /// <summary>Whether two units measure different things.</summary>
    public static bool Clash(string from, string to) => Find(from, to) is var (a, b) && a.Dimension != b.Dimension;

    /// <summary>Converts a value; null where the units are not of one dimension.</summary>
    public static decimal? Convert(decimal value, string from, string to) =>
        Find(from, to) is var (a, b) && a.Dimension == b.Dimension
            ? Math.Round((value * a.Factor + a.Offset - b.Offset) / b.Factor, 6)
            : null;

    // Both units, or null where one of them is not known.
    private static (Unit From, Unit To)? Find(string from, string to) =>
        Units.TryGetValue(Plain(from), out var a) && Units.TryGetValue(Plain(to), out var b) ? (a, b) : null;

    private static string Plain(string unit) =>
        unit.Trim() switch
        {
            // The one pair that only the case tells apart.
            "mW" => "milliwatt",
            "MW" => "megawatt",
            "mV" => "mv",
            "Mpa" or "MPa" => "mpa",
            { } other => other.ToLowerInvariant().Replace("℃", "°c", StringComparison.Ordinal),
        };

    private static Dictionary<string, Unit> Build()
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        Add(
            "temperature",
            ("°c c celsius degc", 1m, 0m),
            ("°f f fahrenheit degf", 5m / 9m, -160m / 9m),
            ("k kelvin °k", 1m, -273.15m)
        );
        Add(
            "power",
            ("w watt watts", 1m, 0m),
            ("kw kilowatt kilowatts", 1000m, 0m),
            ("milliwatt milliwatts", 0.001m, 0m),
            ("megawatt megawatts", 1_000_000m, 0m)
        );
        Add("apparent energy", ("vah", 1m, 0m), ("kvah", 1000m, 0m));
        Add("reactive energy", ("varh", 1m, 0m), ("kvarh", 1000m, 0m));
        Add("energy", ("wh", 1m, 0m), ("kwh", 1000m, 0m), ("mwh", 1_000_000m, 0m));
        Add(
            "voltage",
            ("v volt volts", 1m, 0m),
            ("mv millivolt millivolts", 0.001m, 0m),
            ("kv kilovolt kilovolts", 1000m, 0m)
        );
        Add("current", ("a amp amps ampere amperes", 1m, 0m), ("ma milliamp milliamps", 0.001m, 0m));
        Add(
            "pressure",
            ("pa pascal", 1m, 0m),
            ("hpa mbar millibar", 100m, 0m),
            ("kpa", 1000m, 0m),
            ("bar bars", 100_000m, 0m),
            ("mpa", 1_000_000m, 0m),
            ("psi psig", 6894.757m, 0m)
        );
        Add(
            "length",
            ("m meter meters metre metres", 1m, 0m),
            ("mm millimeter millimeters millimetres", 0.001m, 0m),
            ("cm centimeter centimeters centimetres", 0.01m, 0m),
            ("km kilometers kilometres", 1000m, 0m),
            ("ft feet foot", 0.3048m, 0m),
            ("mi mile miles", 1609.344m, 0m)
        );
        Add(
            "volume",
            ("l liter liters litre litres", 1m, 0m),
            ("ml", 0.001m, 0m),
            ("m³ m3", 1000m, 0m),
            ("gal gallon gallons", 3.785412m, 0m)
        );
        Add(
            "time",
            ("s sec second seconds", 1m, 0m),
            ("ms millisecond milliseconds", 0.001m, 0m),
            ("min minute minutes", 60m, 0m),
            ("h hour hours", 3600m, 0m),
            ("d day days", 86400m, 0m)
        );
        Add(
            "mass",
            ("g gram grams", 1m, 0m),
            ("kg kilogram kilograms kilos", 1000m, 0m),
            ("t ton tons tonnes", 1_000_000m, 0m)
        );
        Add(
            "frequency",
            ("hz hertz", 1m, 0m),
            ("khz", 1000m, 0m),
            ("mhz", 1_000_000m, 0m),
            ("ghz", 1_000_000_000m, 0m)
        );
        Add(
            "bytes",
            ("b byte bytes", 1m, 0m),
            ("kb", 1000m, 0m),
            ("mb", 1_000_000m, 0m),
            ("gb", 1_000_000_000m, 0m),
            ("kib", 1024m, 0m),
            ("mib", 1048576m, 0m),
            ("gib", 1073741824m, 0m),
            ("tb", 1_000_000_000_000m, 0m),
            ("tib", 1099511627776m, 0m)
        );
        Add(
            "speed",
            ("m/s", 1m, 0m),
            ("km/h kmh", 1m / 3.6m, 0m),
            ("kn knot knots", 0.514444m, 0m),
            ("mph", 0.44704m, 0m)
        );
        Add("flow", ("l/min lpm", 1m, 0m), ("l/h", 1m / 60m, 0m), ("m³/h m3/h m3h", 1000m / 60m, 0m), ("l/s", 60m, 0m));
        Add("rotation", ("rpm 1/min u/min r/min", 1m, 0m));
        Add("share", ("% percent pct %rh", 1m, 0m));
        Add("light", ("lx lux", 1m, 0m));
        Add("concentration", ("ppm", 1m, 0m), ("ppb", 0.001m, 0m));
        return units;

        void Add(string dimension, params (string Names, decimal Factor, decimal Offset)[] rows)
        {
            foreach ((var names, var factor, var offset) in rows)
            foreach (var name in names.Split(' '))
                units[name] = new Unit(dimension, factor, offset);
        }
    }

    private readonly record struct Unit(string Dimension, decimal Factor, decimal Offset);
}
