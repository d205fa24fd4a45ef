using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Watches;

/// <summary>Finds the number in what a model wrote.</summary>
internal static partial class NumberText
{
    /// <summary>
    /// The first number of <paramref name="text"/>, as it stands there and as what it means. One comma is the decimal
    /// sign; before a point, or when there are several, commas separate thousands: <c>12,5</c>, <c>1,234.5</c>. What
    /// goes on like a date or an address (<c>25.11.2026</c>) is no number.
    /// </summary>
    public static bool TryFind(string text, out string raw, out decimal number)
    {
        var match = FirstNumber().Match(text);
        (raw, number) = (match.Value, 0);
        if (raw.Length == 0 || GoesOn(text.AsSpan(match.Index + match.Length)))
            return false;
        var thousands = raw.Contains('.', StringComparison.Ordinal) || raw.Count(c => c == ',') > 1;
        var digits = raw.Replace(",", thousands ? "" : ".", StringComparison.Ordinal);
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool GoesOn(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && (char.IsAsciiDigit(rest[0])
            || (rest.Length > 1 && rest[0] is '.' or ',' && char.IsAsciiDigit(rest[1])));

    // A sign counts only where no word ends before it: in "A-4" it is a dash.
    [GeneratedRegex(
        @"((?<![0-9A-Za-z])[-+])?([0-9]{1,3}((,[0-9]{3})+\.[0-9]+|(,[0-9]{3}){2,})|[0-9]+([.,][0-9]+)?)",
        RegexOptions.CultureInvariant)]
    private static partial Regex FirstNumber();
}
