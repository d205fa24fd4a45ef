namespace Siskin.Agent.Wire;

/// <summary>
/// One device class of Home Assistant's sensors, with the units and state classes that go with it. Home Assistant drops
/// a sensor whose class it does not know, or whose unit does not belong to its class.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="States">State classes that it may have.</param>
/// <param name="Units">Its units; an empty text stands for none. Empty where every unit goes.</param>
internal sealed record HomeAssistantClass(string Name, StateClasses States, IReadOnlyList<string> Units)
{
    private const StateClasses Totals = StateClasses.Total | StateClasses.TotalIncreasing;
    private const StateClasses Any = StateClasses.Measurement | Totals;

    // Home Assistant writes the Greek letter; it takes the micro sign (U+00B5) for it.
    private const string Micrograms = "\u03bcg/m³";

    private static readonly string[] Energy =
    [
        "kWh",
        "Wh",
        "MWh",
        "GWh",
        "TWh",
        "mWh",
        "J",
        "kJ",
        "MJ",
        "GJ",
        "cal",
        "kcal",
        "Mcal",
        "Gcal",
    ];

    private static readonly string[] Lengths = ["m", "mm", "cm", "km", "in", "ft", "yd", "mi", "nmi"];

    private static readonly string[] Pressures =
    [
        "bar",
        "mbar",
        "cbar",
        "Pa",
        "hPa",
        "kPa",
        "MPa",
        "mPa",
        "psi",
        "inHg",
        "mmHg",
        "inH₂O",
    ];

    private static readonly string[] Speeds = ["m/s", "km/h", "mph", "kn", "ft/s", "in/s", "mm/s", "m/min", "Beaufort"];

    private static readonly string[] Rain = ["mm/h", "mm/d", "in/h", "in/d"];

    private static readonly string[] Volumes = ["m³", "L", "mL", "ft³", "CCF", "MCF", "gal", "fl. oz."];

    /// <summary>Every class.</summary>
    public static readonly IReadOnlyList<HomeAssistantClass> All =
    [
        new("absolute_humidity", StateClasses.Measurement, ["g/m³", "mg/m³"]),
        new("apparent_power", StateClasses.Measurement, ["VA", "mVA", "kVA"]),
        new("aqi", StateClasses.Measurement, [""]),
        new("area", Any, ["m²", "cm²", "km²", "mm²", "in²", "ft²", "yd²", "mi²", "ac", "ha"]),
        new("atmospheric_pressure", StateClasses.Measurement, Pressures),
        new("battery", StateClasses.Measurement, ["%"]),
        new("blood_glucose_concentration", StateClasses.Measurement, ["mg/dL", "mmol/L"]),
        new("carbon_dioxide", StateClasses.Measurement, ["ppm"]),
        new("carbon_monoxide", StateClasses.Measurement, ["ppm", "ppb", "mg/m³", Micrograms]),
        new("conductivity", StateClasses.Measurement, ["S/cm", "mS/cm", "\u03bcS/cm"]),
        new("current", StateClasses.Measurement, ["A", "mA", "\u03bcA"]),
        new(
            "data_rate",
            StateClasses.Measurement,
            ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "B/s", "kB/s", "MB/s", "GB/s", "KiB/s", "MiB/s", "GiB/s"]
        ),
        new(
            "data_size",
            Any,
            [
                "B",
                "kB",
                "MB",
                "GB",
                "TB",
                "PB",
                "EB",
                "ZB",
                "YB",
                "KiB",
                "MiB",
                "GiB",
                "TiB",
                "PiB",
                "EiB",
                "ZiB",
                "YiB",
                "bit",
                "kbit",
                "Mbit",
                "Gbit",
            ]
        ),
        new("date", StateClasses.None, [""]),
        new("distance", Any, Lengths),
        new("duration", Any, ["s", "ms", "\u03bcs", "min", "h", "d"]),
        new("energy", Totals, Energy),
        new("energy_distance", StateClasses.Measurement, ["kWh/100km", "Wh/km", "mi/kWh", "km/kWh"]),
        new("energy_storage", StateClasses.Measurement, Energy),
        new("enum", StateClasses.None, [""]),
        new("frequency", StateClasses.Measurement, ["Hz", "mHz", "kHz", "MHz", "GHz"]),
        new("gas", Totals, ["m³", "L", "ft³", "CCF", "MCF"]),
        new("humidity", StateClasses.Measurement, ["%"]),
        new("illuminance", StateClasses.Measurement, ["lx"]),
        new("irradiance", StateClasses.Measurement, ["W/m²", "BTU/(h⋅ft²)"]),
        new("moisture", StateClasses.Measurement, ["%"]),
        new("monetary", StateClasses.Total, []),
        new("nitrogen_dioxide", StateClasses.Measurement, [Micrograms, "ppb", "ppm"]),
        new("nitrogen_monoxide", StateClasses.Measurement, [Micrograms, "ppb"]),
        new("nitrous_oxide", StateClasses.Measurement, [Micrograms]),
        new("ozone", StateClasses.Measurement, [Micrograms, "ppb", "ppm"]),
        new("ph", StateClasses.Measurement, [""]),
        new("pm1", StateClasses.Measurement, [Micrograms]),
        new("pm10", StateClasses.Measurement, [Micrograms]),
        new("pm25", StateClasses.Measurement, [Micrograms]),
        new("pm4", StateClasses.Measurement, [Micrograms]),
        new("power", StateClasses.Measurement, ["W", "kW", "mW", "MW", "GW", "TW", "BTU/h"]),
        new("power_factor", StateClasses.Measurement, ["", "%"]),
        new("precipitation", Any, ["mm", "cm", "in"]),
        new("precipitation_intensity", StateClasses.Measurement, Rain),
        new("pressure", StateClasses.Measurement, Pressures),
        new("reactive_energy", Totals, ["varh", "kvarh"]),
        new("reactive_power", StateClasses.Measurement, ["var", "mvar", "kvar"]),
        new("signal_strength", StateClasses.Measurement, ["dBm", "dB"]),
        new("sound_pressure", StateClasses.Measurement, ["dB", "dBA"]),
        new("speed", StateClasses.Measurement, [.. Speeds, .. Rain]),
        new("sulphur_dioxide", StateClasses.Measurement, [Micrograms, "ppb"]),
        new("temperature", StateClasses.Measurement, ["°C", "°F", "K"]),
        new("temperature_delta", StateClasses.Measurement, ["°C", "°F", "K"]),
        new("timestamp", StateClasses.None, [""]),
        new("volatile_organic_compounds", StateClasses.Measurement, [Micrograms, "mg/m³"]),
        new("volatile_organic_compounds_parts", StateClasses.Measurement, ["ppb", "ppm"]),
        new("voltage", StateClasses.Measurement, ["V", "mV", "\u03bcV", "kV", "MV"]),
        new("volume", Totals, Volumes),
        new(
            "volume_flow_rate",
            StateClasses.Measurement,
            ["m³/h", "m³/min", "m³/s", "L/h", "L/min", "L/s", "mL/s", "ft³/min", "gal/min", "gal/h", "gal/d"]
        ),
        new("volume_storage", StateClasses.Measurement, Volumes),
        new("water", Totals, ["m³", "L", "ft³", "CCF", "MCF", "gal"]),
        new("weight", Any, ["kg", "g", "mg", "\u03bcg", "oz", "lb", "st"]),
        new("wind_direction", StateClasses.Angle, ["°"]),
        new("wind_speed", StateClasses.Measurement, Speeds),
    ];

    /// <summary>Whether its values are texts: dates, or one of a list.</summary>
    public bool IsText => Name is "date" or "enum" or "timestamp";

    /// <summary>The class of that name, or null.</summary>
    public static HomeAssistantClass? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>Whether <paramref name="unit"/> goes with it; null for none.</summary>
    public bool Allows(string? unit) =>
        Units.Count == 0 ? unit is not null : Units.Contains((unit ?? "").Replace('\u00b5', '\u03bc'));

    /// <summary>The unit of this class that was probably meant by <paramref name="unit"/>, or null.</summary>
    public string? Nearest(string unit)
    {
        var plain = Plain(unit);
        return Units.FirstOrDefault(one => one.Length > 0 && string.Equals(Plain(one), plain, StringComparison.Ordinal))
            ?? Units.FirstOrDefault(one =>
                one.Length > 0 && string.Equals(Plain(one), plain, StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>
    /// The state class of a number, or null for none: a total where that is all the class can be, and a growing one
    /// where the value never falls.
    /// </summary>
    /// <param name="name">Device class, or null.</param>
    /// <param name="monotonic">Whether the value never falls.</param>
    public static string? StateOf(string? name, bool monotonic)
    {
        var states = name is null ? Any : Find(name)?.States ?? Any;
        if (monotonic && states.HasFlag(StateClasses.TotalIncreasing))
            return "total_increasing";
        return states.HasFlag(StateClasses.Measurement) ? "measurement"
            : states.HasFlag(StateClasses.Total) ? "total"
            : states.HasFlag(StateClasses.Angle) ? "measurement_angle"
            : null;
    }

    // What people write on a keyboard without the signs: m3, C, ug/m3, m^2.
    private static string Plain(string unit) =>
        unit.Replace("³", "3", StringComparison.Ordinal)
            .Replace("²", "2", StringComparison.Ordinal)
            .Replace("₂", "2", StringComparison.Ordinal)
            .Replace("°", "", StringComparison.Ordinal)
            .Replace("^", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace('\u00b5', 'u')
            .Replace('\u03bc', 'u');
}

/// <summary>State classes of Home Assistant's sensors.</summary>
[Flags]
internal enum StateClasses
{
    None = 0,
    Measurement = 1,
    Total = 2,
    TotalIncreasing = 4,
    Angle = 8,
}
