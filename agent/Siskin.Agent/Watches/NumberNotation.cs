using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Watches;

/// <summary>
/// Reads the digits of one number. The point is the decimal sign, and so is one comma: <c>12,5</c>. Groups of three are
/// thousands where the notation leaves no doubt: <c>1,234.5</c>, <c>1.234,5</c>, <c>1,234,567</c>, <c>1'234.5</c>.
/// <c>12,345</c> can be either and is refused.
/// </summary>
internal static partial class NumberNotation
{
    /// <summary>The number, or null with the reason.</summary>
    /// <param name="raw">Sign, digits, separators and exponent.</param>
    /// <param name="error">Why it is none.</param>
    public static NumberReading? Read(string raw, out string? error)
    {
        var match = Form().Match(raw.Replace('−', '-'));
        var digits = match.Groups["digits"].Value;
        error =
            !match.Success ? $"\"{raw}\" cannot be read as one number"
            : Doubtful().IsMatch(digits) ? $"\"{raw}\" can be thousands or decimals"
            : null;
        if (error is not null)
            return null;
        var plain = match.Groups["sign"].Value + Plain(digits, match) + match.Groups["exponent"].Value;
        // What the exponent makes too small for the type becomes zero, and is none.
        if (
            decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (number != 0 || !NotZero().IsMatch(digits))
        )
            return new NumberReading(raw, number, WheelsOf(digits));
        error = $"{raw} is out of range";
        return null;
    }

    // Without what separates groups, and with a point.
    private static string Plain(string digits, Match match)
    {
        var last = digits.LastIndexOfAny(['.', ',']);
        var hasDecimals = last >= 0 && match.Groups["decimals"].Success;
        var whole = hasDecimals ? digits[..last] : digits;
        return string.Concat(whole.Where(char.IsAsciiDigit)) + (hasDecimals ? $".{digits[(last + 1)..]}" : "");
    }

    private static int? WheelsOf(string digits)
    {
        var wheels = digits.TakeWhile(char.IsAsciiDigit).Count();
        return wheels > 1 && digits[0] == '0' ? wheels : null;
    }

    [GeneratedRegex(
        @"^(?<sign>[-+])?(?<digits>[0-9]*(?<decimals>\.)[0-9]+|[0-9]+((?<decimals>,)[0-9]+)?"
            + @"|[1-9][0-9]{0,2}((,[0-9]{3})+(?<decimals>\.)[0-9]+|(,[0-9]{3}){2,}|(\.[0-9]{3})+(?<decimals>,)[0-9]+"
            + @"|(['’\u00A0\u202F\u2009][0-9]{3})+((?<decimals>[.,])[0-9]+)?))(?<exponent>[eE][-+]?[0-9]{1,4})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();

    [GeneratedRegex("^[1-9][0-9]{0,2},[0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Doubtful();

    [GeneratedRegex("[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex NotZero();
}
