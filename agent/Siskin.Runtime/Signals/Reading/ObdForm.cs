using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Answers of a vehicle's control units to requests of current data (OBD-II, SAE J1979, service 01) as adapters print
/// them: <c>41 0C 1A F8</c>, maybe behind the request or the unit's address, <c>7E8 04 41 0C 1A F8</c>.
/// </summary>
internal static partial class ObdForm
{
    private const byte Answer = 0x41;

    // The parameters that people ask about: name, unit, bytes, and what they stand for.
    private static readonly Dictionary<byte, (string Name, string Unit, int Bytes, Func<int, int, decimal> Of)> Known =
        new()
        {
            [0x04] = ("engine load", "%", 1, (a, _) => a * 100m / 255),
            [0x05] = ("coolant temperature", "°C", 1, (a, _) => a - 40),
            [0x06] = ("short term fuel trim bank 1", "%", 1, (a, _) => a * 100m / 128 - 100),
            [0x07] = ("long term fuel trim bank 1", "%", 1, (a, _) => a * 100m / 128 - 100),
            [0x0A] = ("fuel pressure", "kPa", 1, (a, _) => a * 3),
            [0x0B] = ("intake manifold pressure", "kPa", 1, (a, _) => a),
            [0x0C] = ("engine speed", "rpm", 2, (a, b) => (a * 256 + b) / 4m),
            [0x0D] = ("vehicle speed", "km/h", 1, (a, _) => a),
            [0x0E] = ("timing advance", "°", 1, (a, _) => a / 2m - 64),
            [0x0F] = ("intake air temperature", "°C", 1, (a, _) => a - 40),
            [0x10] = ("mass air flow", "g/s", 2, (a, b) => (a * 256 + b) / 100m),
            [0x11] = ("throttle position", "%", 1, (a, _) => a * 100m / 255),
            [0x1F] = ("run time since engine start", "s", 2, (a, b) => a * 256 + b),
            [0x21] = ("distance with fault lamp on", "km", 2, (a, b) => a * 256 + b),
            [0x2F] = ("fuel level", "%", 1, (a, _) => a * 100m / 255),
            [0x31] = ("distance since faults were cleared", "km", 2, (a, b) => a * 256 + b),
            [0x33] = ("barometric pressure", "kPa", 1, (a, _) => a),
            [0x42] = ("control module voltage", "V", 2, (a, b) => (a * 256 + b) / 1000m),
            [0x46] = ("ambient air temperature", "°C", 1, (a, _) => a - 40),
            [0x5C] = ("engine oil temperature", "°C", 1, (a, _) => a - 40),
            [0x5E] = ("fuel rate", "L/h", 2, (a, b) => (a * 256 + b) / 20m),
        };

    /// <summary>
    /// Reads one answer; false for any other line. One of a parameter that is not known is an answer too.
    /// </summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        if (Line().Match(line) is not { Success: true } match)
            return false;
        byte[] bytes =
        [
            .. match
                .Groups["b"]
                .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => byte.Parse(one, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        ];
        if (bytes.Length < 3 || bytes[0] != Answer)
            return false;
        var parameter = bytes[1];
        // "41 12 33" alone may be numbers of anything.
        var isAsked = match.Groups["r"].Success || match.Groups["u"].Success;
        if (parameter == 0x01)
        {
            table.Add("fault lamp", ValueReader.Read(bytes[2] >= 0x80 ? "on" : "off"));
            table.Add("stored fault codes", Number(bytes[2] & 0x7F, ""));
            return true;
        }

        if (!Known.TryGetValue(parameter, out var known) || bytes.Length < known.Bytes + 2)
            return isAsked;
        if (!isAsked && !match.Groups["b"].Value.Any(char.IsAsciiLetterUpper))
            return false;
        table.Add(known.Name, Number(decimal.Round(known.Of(bytes[2], known.Bytes > 1 ? bytes[3] : 0), 2), known.Unit));
        return true;
    }

    private static SignalValue Number(decimal value, string unit) =>
        new(
            SignalKind.Number,
            value.ToString("0.##", CultureInfo.InvariantCulture),
            value,
            unit.Length > 0 ? " " + unit : ""
        );

    [GeneratedRegex(
        @"^>?\s*(?:(?<r>01 ?[0-9A-F]{2})\s*[:>]\s*)?(?:(?<u>7E[89A-F])\s+(?:0?[1-7]\s+)?)?(?<b>41 [0-9A-F]{2}(?: [0-9A-F]{2}){1,6})(?: 00| AA| 55)*\s*>?$"
    )]
    private static partial Regex Line();
}
