using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>The unit that a name ends with: <c>power_kw</c>, <c>temperature_f</c>.</summary>
internal static class NamedUnit
{
    /// <summary>The unit of time that a name ends with: <c>uptime_s</c>; or "".</summary>
    public static string OfTime(string path) =>
        Words.Split(path) is { Count: > 1 } words
            ? words[^1] switch
            {
                "s" or "sec" or "secs" or "second" or "seconds" => "s",
                "min" or "mins" or "minute" or "minutes" => "min",
                "h" or "hr" or "hrs" or "hour" or "hours" => "h",
                "d" or "day" or "days" => "d",
                "ms" => "ms",
                _ => "",
            }
            : "";

    /// <summary>A unit as it is printed behind a number: words for spans of time in short.</summary>
    public static string Brief(string unit) =>
        unit switch
        {
            "minutes" or "minute" => "min",
            "hours" or "hour" => "h",
            "seconds" or "second" => "s",
            "days" or "day" => "d",
            _ => unit,
        };

    /// <summary>The unit of a signal: that of its values, or the one that its name ends with; or "".</summary>
    public static string Of(Signal signal) => Stated(signal) is { Length: > 0 } stated ? stated : OfTime(signal.Path);

    /// <summary>The same, but for names that end with a unit of time in one letter, which says little.</summary>
    public static string Stated(Signal signal) => signal.Unit.Length > 0 ? signal.Unit : Of(signal.Path);

    // "wattHoursToday", "yield_watt_hours_total": spelled out it needs no place at the end.
    private static string Energy(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
            if (
                words[i + 1] is "hour" or "hours"
                && words[i] is "watt" or "watts" or "kilowatt" or "kilowatts" or "megawatt" or "megawatts"
            )
                return (i > 0 ? words[i - 1] : "") switch
                {
                    "kilo" => "kwh",
                    "mega" => "mwh",
                    "milli" or "giga" => "",
                    _ => words[i][0] == 'k' ? "kwh"
                    : words[i][0] == 'm' ? "mwh"
                    : "wh",
                };
        return "";
    }

    /// <summary>The unit that a name ends with, but for units of time in one letter; or "".</summary>
    public static string Of(string path)
    {
        var words = Words.Split(path);
        // "tempf", "batteryv"
        if (
            words.Count > 0
            && words[^1].Length > 5 | words[^1].StartsWith("temp", StringComparison.Ordinal)
            && GrownWords.Parts(words[^1]) is { } grown
        )
            words = [.. words.SkipLast(1), .. grown];
        if (words.Count < 2)
            return "";
        if (Energy(words) is { Length: > 0 } energy)
            return energy;
        // Of "yield_kWh" the case says that the unit is one word.
        var spelled = UnitScale.Known(path[(path.LastIndexOfAny(['_', ' ', '/', '.']) + 1)..]);
        if (spelled.Length > 1)
            return spelled;
        var last = words[^1] switch
        {
            "pct" => "%",
            "kmh" => "km/h",
            "lpm" => "l/min",
            "fahrenheit" => "°f",
            "celsius" => "°c",
            var word => word,
        };
        // "TANK1_LEVEL_L"
        if (last == "l" && words[^2] is "level" or "volume" or "water" or "fuel" or "used" or "total")
            return "l";
        // A single letter says too little but for those of the field.
        return last.Length == 1 && last is not ("c" or "f" or "v" or "a" or "w" or "%") || last is "d" or "t"
            ? ""
            : UnitScale.Known(last);
    }
}
