using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Reports of the weather at airports (METAR, WMO No. 306 FM 15):
/// <c>EDXX 021220Z 24015G27KT 9999 -RA SCT018 BKN030 07/04 Q1003</c>. What is behind <c>RMK</c> and forecasts are left
/// out.
/// </summary>
internal static partial class WeatherReportForm
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["MI"] = "shallow",
        ["BC"] = "patches of",
        ["PR"] = "partial",
        ["DR"] = "drifting",
        ["BL"] = "blowing",
        ["SH"] = "showers of",
        ["TS"] = "thunderstorm",
        ["FZ"] = "freezing",
        ["DZ"] = "drizzle",
        ["RA"] = "rain",
        ["SN"] = "snow",
        ["SG"] = "snow grains",
        ["PL"] = "ice pellets",
        ["GR"] = "hail",
        ["GS"] = "small hail",
        ["UP"] = "precipitation",
        ["BR"] = "mist",
        ["FG"] = "fog",
        ["FU"] = "smoke",
        ["VA"] = "volcanic ash",
        ["DU"] = "dust",
        ["SA"] = "sand",
        ["HZ"] = "haze",
        ["SQ"] = "squalls",
    };

    private static readonly Dictionary<string, string> Skies = new(StringComparer.Ordinal)
    {
        ["FEW"] = "few clouds",
        ["SCT"] = "scattered clouds",
        ["BKN"] = "broken clouds",
        ["OVC"] = "overcast",
        ["VV"] = "vertical visibility",
    };

    /// <summary>Reads one report; false for any other line.</summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        if (!Ascii.IsValid(line) || Report().Match(line) is not { Success: true } report)
            return false;
        var prefix = report.Groups["s"].Value + "/";
        var time = $"{report.Groups["h"].Value}:{report.Groups["m"].Value}";
        var weather = new List<string>();
        var last = "";
        foreach (
            var group in report.Groups["r"].Value.TrimEnd('=', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (group is "RMK" or "NOSIG" or "BECMG" or "TEMPO")
                break;
            if (Weather().Match(group) is { Success: true } now)
                weather.Add(Said(now));
            else if (group == "CAVOK")
                Add("visibility", "10 km");
            else if (!TryWind(group) && !TryAir(group) && !TrySky(group))
                TryVisibility(last, group);
            last = group;
        }

        if (weather.Count > 0)
            table.Add(prefix + "weather", new SignalValue(SignalKind.Text, string.Join(", ", weather), 0, ""), time);
        return true;

        void Add(string name, string value) => table.Add(prefix + name, ValueReader.Read(value), time);

        bool TryWind(string group)
        {
            if (Wind().Match(group) is not { Success: true } wind)
                return false;
            var unit = wind.Groups["u"].Value switch
            {
                "KT" => "kn",
                "MPS" => "m/s",
                _ => "km/h",
            };
            Add("wind direction", wind.Groups["d"].Value == "VRB" ? "variable" : $"{wind.Groups["d"].Value} °");
            Add("wind speed", $"{Whole(wind.Groups["s"].ValueSpan)} {unit}");
            if (wind.Groups["g"].Success)
                Add("wind gust", $"{Whole(wind.Groups["g"].ValueSpan)} {unit}");
            return true;
        }

        bool TryAir(string group)
        {
            if (Degrees().Match(group) is { Success: true } degrees)
            {
                Add("temperature", Signed(degrees.Groups["t"].Value) + " °C");
                if (degrees.Groups["d"].Length > 0)
                    Add("dew point", Signed(degrees.Groups["d"].Value) + " °C");
                return true;
            }

            if (Pressure().Match(group) is not { Success: true } pressure)
                return false;
            var value = pressure.Groups["v"].Value;
            Add(
                "pressure",
                pressure.Groups["k"].Value == "Q" ? $"{Whole(value)} hPa" : $"{value[..2]}.{value[2..]} inHg"
            );
            return true;
        }

        bool TrySky(string group)
        {
            if (group is "SKC" or "CLR" or "NSC" or "NCD")
            {
                table.Add(prefix + "clouds", new SignalValue(SignalKind.Text, "clear", 0, ""), time);
                return true;
            }

            if (Sky().Match(group) is not { Success: true } sky)
                return false;
            var kind = sky.Groups["k"].Value is "CB" ? " cumulonimbus" : "";
            Add(Skies[sky.Groups["c"].Value] + kind, $"{Whole(sky.Groups["h"].ValueSpan) * 100} ft");
            return true;
        }

        void TryVisibility(string before, string group)
        {
            if (Metres().IsMatch(group))
                Add("visibility", group == "9999" ? "10 km" : $"{Whole(group)} m");
            else if (Miles().Match(group) is { Success: true } miles)
            {
                var share = miles.Groups["b"].Success
                    ? (decimal)Whole(miles.Groups["a"].ValueSpan) / Whole(miles.Groups["b"].ValueSpan)
                    : Whole(miles.Groups["a"].ValueSpan);
                // "1 1/2SM"
                if (miles.Groups["b"].Success && before.Length == 1 && char.IsAsciiDigit(before[0]))
                    share += before[0] - '0';
                Add("visibility", FormattableString.Invariant($"{share:0.##} mi"));
            }
        }
    }

    private static int Whole(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Signed(string value) => value[0] == 'M' ? $"-{Whole(value.AsSpan(1))}" : $"{Whole(value)}";

    private static string Said(Match now)
    {
        var words = now.Groups["w"]
            .Captures.Select(part => Words[part.Value])
            .Prepend(
                now.Groups["i"].Value switch
                {
                    "-" => "light",
                    "+" => "heavy",
                    "VC" => "nearby",
                    _ => "",
                }
            );
        return string.Join(' ', words.Where(word => word.Length > 0));
    }

    [GeneratedRegex(
        @"^(?:METAR |SPECI )?(?:COR )?(?<s>[A-Z][A-Z0-9]{3}) (?<d>\d{2})(?<h>\d{2})(?<m>\d{2})Z (?:AUTO |COR )?(?<r>(?:\d{3}|VRB|/{3}).*)$"
    )]
    private static partial Regex Report();

    [GeneratedRegex(@"^(?<d>\d{3}|VRB)(?<s>\d{2,3})(?:G(?<g>\d{2,3}))?(?<u>KT|MPS|KMH)$")]
    private static partial Regex Wind();

    [GeneratedRegex(@"^(?<t>M?\d{2})/(?<d>(?:M?\d{2})?)$")]
    private static partial Regex Degrees();

    [GeneratedRegex(@"^(?<k>[QA])(?<v>\d{4})$")]
    private static partial Regex Pressure();

    [GeneratedRegex(@"^(?<c>FEW|SCT|BKN|OVC|VV)(?<h>\d{3})(?<k>CB|TCU|///)?$")]
    private static partial Regex Sky();

    [GeneratedRegex(@"^\d{4}$")]
    private static partial Regex Metres();

    [GeneratedRegex(@"^[PM]?(?<a>\d{1,2})(?:/(?<b>[1-9]\d?))?SM$")]
    private static partial Regex Miles();

    [GeneratedRegex(
        @"^(?<i>-|\+|VC)?(?<w>MI|BC|PR|DR|BL|SH|TS|FZ|DZ|RA|SN|SG|PL|GR|GS|UP|BR|FG|FU|VA|DU|SA|HZ|SQ){1,4}$"
    )]
    private static partial Regex Weather();
}
