using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Reads one printed value: a number in any of the usual spellings, with a unit, a boolean, a text or none.
/// </summary>
internal static partial class ValueReader
{
    internal const string NotPresent = "not present";

    private const int LongestUnit = 12;

    private static readonly HashSet<string> Absent = new(StringComparer.OrdinalIgnoreCase)
    {
        "",
        "null",
        "nan",
        "n/a",
        "na",
        "none",
        "nil",
        "-",
        "--",
        "---",
        "----",
        "?",
        "??",
        "unknown",
        "unavailable",
        "undefined",
        "undef",
        "offline",
        "no data",
        "nodata",
        "missing",
        "(null)",
        "<null>",
        "+nan",
        "-nan",
        "1.#qnan",
        "not available",
        "-.-",
        "--.-",
        "no reading",
        "~",
        "[n/a]",
        "[not supported]",
        "no data stored",
        "not reporting",
        "****",
        "***",
        "#n/a",
        "#value!",
        "err",
        "ovrflw",
        "no signal",
        "not connected",
        "sensor error",
        "---.-",
        "-----",
        "n.a.",
        "void",
        "empty",
        "noread",
        "timeout",
        "(none)",
        NotPresent,
        "bad input",
        "i/o timeout",
        "comm fail",
        "comm loss",
        "bad quality",
        "over range",
        "under range",
        "sensor fail",
        "no value",
        "bad",
    };

    private static readonly HashSet<string> Units = new(
        (
            "% c f k °c °f v mv kv a ma w mw kw wh kwh mwh va kva var hz khz mhz ghz bar mbar pa kpa mpa hpa psi "
            + "rpm m mm cm km l ml g kg t s ms us ns min h d lx lux db dba dbm ppm ppb ph deg celsius fahrenheit "
            + "percent volts volt amps watts hours minutes seconds days b kb mb gb kib mib gib nm n kn j kj ohm "
            + "kohm %rh 1/min rh years units counts ntu m3 m2 ft3 kvar kvarh kvah gj inches gallons liters litres "
            + "knots amperes degrees meters i u mile miles foot feet yards pascal kilopascal hectopascal "
            + "kilopascals kilometer kilometers kilometre kilometres kilograms grams revolutions_per_minute "
            + "kilometers_per_hour"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    // Short words that may stand behind a number and are no unit.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "on",
        "off",
        "open",
        "low",
        "high",
        "new",
        "left",
        "ok",
        "bad",
        "err",
        "ago",
        "old",
        "up",
        "down",
        "out",
        "of",
        "and",
        "or",
        "to",
        "in",
        "at",
        "is",
        "was",
        "per",
        "from",
        "not",
        "no",
        "yes",
        "set",
        "max",
        "min",
        "am",
        "pm",
        "run",
        "stop",
        "auto",
        "idle",
        "warn",
        "fail",
        "ack",
        "come",
        "gone",
        "via",
        "for",
        "by",
        "shut",
    };

    /// <summary>Whether a text says that there is no value.</summary>
    public static bool IsAbsent(string text) => Absent.Contains(text.Trim()) || IsDrawn(text.AsSpan().Trim());

    // "------", "*****": a mark in the place of every digit.
    private static bool IsDrawn(ReadOnlySpan<char> text) =>
        text.Length > 3 && text[0] is '-' or '*' or '?' or '#' && !text.ContainsAnyExcept(text[0]);

    /// <summary>Reads a value.</summary>
    public static SignalValue Read(string printed)
    {
        var text = printed.Trim();
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
            text = text[1..^1].Trim();
        // Beside others that are present it is a state, see TableBuilder.
        if (text.Equals(NotPresent, StringComparison.OrdinalIgnoreCase))
            return SignalValue.Missing with { Text = text };
        if (IsAbsent(text) || IsAbsentWithUnit(text))
            return SignalValue.Missing;
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return new SignalValue(SignalKind.Boolean, text, 1, "");
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new SignalValue(SignalKind.Boolean, text, 0, "");
        if (text.Length > 6 && char.ToLowerInvariant(text[^1]) is 's' or 'c' or 't' or 'f')
            text = Degrees().Replace(text, match => $" °{char.ToUpperInvariant(match.Groups["u"].Value[0])}");
        var length = NumberLength(text);
        if (length > 0 && TryNumber(text[..length], out var number) && IsUnit(text[length..]))
            return new SignalValue(SignalKind.Number, text[..length], number, text[length..]);
        return new SignalValue(SignalKind.Text, text, 0, "");
    }

    // "nan %", "-- °C"
    private static bool IsAbsentWithUnit(string text) =>
        text.IndexOf(' ') is > 0 and var at
        && at == text.LastIndexOf(' ')
        && (text[..at].ToLowerInvariant() is "nan" or "n/a" or "--" or "---" or "null" || IsDrawn(text.AsSpan(0, at)))
        && Units.Contains(text[(at + 1)..]);

    /// <summary>Whether a text is a unit of the field.</summary>
    public static bool IsKnownUnit(string text) =>
        text is "%" or "L" || text.Length > 1 && text is not ("min" or "in" or "Min") && Units.Contains(text);

    /// <summary>Whether a text may stand after a number as its unit.</summary>
    public static bool IsUnit(string text)
    {
        var unit = text.Trim();
        if (unit is "" or "\"" || Units.Contains(unit))
            return true;
        if (unit.Length <= 4 && unit.All(char.IsLetter) && (text.Length == unit.Length || !Words.Contains(unit)))
            return true;
        return unit.Length <= LongestUnit
            && !char.IsAsciiDigit(unit[0])
            && unit[0] is not ('-' or ':' or '.' or ',' or '/' or '_' or '+')
            && !unit.Contains(' ', StringComparison.Ordinal)
            && (unit[0] is '°' or 'µ' or 'μ' or 'Ω' or '%' or '℃' || unit.IndexOfAny(['/', '²', '³', '^', '·']) > 0);
    }

    /// <summary>How many characters at the start spell a number; 0 when none does.</summary>
    public static int NumberLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        if (i < text.Length && text[i] is '+' or '-' or '−')
            i++;
        if (i + 2 < text.Length && text[i] == '0' && text[i + 1] is 'x' or 'X' && char.IsAsciiHexDigit(text[i + 2]))
        {
            for (i += 2; i < text.Length && char.IsAsciiHexDigit(text[i]); i++) { }
            return i;
        }

        int digits = 0,
            end = 0;
        for (; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                (digits, end) = (digits + 1, i + 1);
            else if (text[i] is '.' or ',' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                continue;
            else if (digits > 0 && text[i] is ' ' or '\'' or '’' or '\u00a0' or '\u202f' && IsGroup(text, i))
                continue;
            else
                break;
        }

        if (digits == 0)
            return 0;
        if (end + 1 < text.Length && text[end] is 'e' or 'E')
        {
            int sign = text[end + 1] is '+' or '-' ? 1 : 0,
                from = end + 1 + sign,
                to = from;
            while (to < text.Length && char.IsAsciiDigit(text[to]))
                to++;
            if (to > from)
                end = to;
        }

        return end;
    }

    /// <summary>Reads a number that is spelled from end to end.</summary>
    public static bool TryNumber(string text, out decimal number)
    {
        number = 0;
        var plain = text.Replace('−', '-')
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("’", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("\u00a0", "", StringComparison.Ordinal)
            .Replace("\u202f", "", StringComparison.Ordinal);
        var hex = plain.IndexOf("0x", StringComparison.OrdinalIgnoreCase);
        if (hex is 0 or 1)
        {
            var read = long.TryParse(
                plain[(hex + 2)..],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var bits
            );
            number = plain[0] == '-' ? -bits : bits;
            return read;
        }

        return decimal.TryParse(Point(plain), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    // Three digits after a lone comma are thousands, unless a zero stands before it; any other comma is a decimal one.
    private static string Point(string plain)
    {
        int comma = plain.LastIndexOf(','),
            dot = plain.LastIndexOf('.');
        if (comma < 0)
            return plain.IndexOf('.') != dot && Grouped(plain, '.')
                ? plain.Replace(".", "", StringComparison.Ordinal)
                : plain;
        if (dot > comma)
            return plain.Replace(",", "", StringComparison.Ordinal);
        if (dot >= 0)
            return plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        if (plain.IndexOf(',') != comma)
            return Grouped(plain, ',') ? plain.Replace(",", "", StringComparison.Ordinal) : "";
        return Grouped(plain, ',') && plain.TrimStart('-', '+')[0] != '0'
            ? plain.Replace(",", "", StringComparison.Ordinal)
            : plain.Replace(',', '.');
    }

    private static bool Grouped(string plain, char mark)
    {
        var groups = plain.TrimStart('-', '+').Split(mark);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
    }

    private static bool IsGroup(ReadOnlySpan<char> text, int at) =>
        at + 3 < text.Length
        && char.IsAsciiDigit(text[at + 1])
        && char.IsAsciiDigit(text[at + 2])
        && char.IsAsciiDigit(text[at + 3])
        && (at + 4 >= text.Length || !char.IsAsciiDigit(text[at + 4]))
        && (text[at] != ' ' || at <= 4);

    // "46 Degrees Celsius"
    [GeneratedRegex(@"(?<=\d)\s+deg(?:ree)?s?\.?\s+(?<u>c|celsius|f|fahrenheit)$", RegexOptions.IgnoreCase)]
    private static partial Regex Degrees();
}
