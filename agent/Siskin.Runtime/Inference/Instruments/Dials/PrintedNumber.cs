using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>A numeral as it is printed beside a mark of a scale.</summary>
internal static class PrintedNumber
{
    // Numerals of scales are short; longer ones are serial numbers.
    private const int MaxLength = 5;

    private const string Minus = "-−–";
    private const string Around = "°'`´· .,";

    /// <summary>
    /// The number that a text is, perhaps with a minus, a point or a comma before its decimal places, a sign of degrees
    /// or a unit behind it; null for any other text, such as a factor ("x100") or a unit alone.
    /// </summary>
    public static double? Parse(string text)
    {
        var rest = text.Trim();
        var negative = rest.Length > 0 && Minus.Contains(rest[0], StringComparison.Ordinal);
        if (negative)
            rest = rest[1..];
        var number = WithoutUnit(rest).Trim(Around.ToCharArray());
        // A point that was printed in front is a decimal one, not dirt.
        if (rest.TrimStart().StartsWith('.') && number.Length > 0 && !number.Contains('.', StringComparison.Ordinal))
            number = "0." + number;
        number = Digits(number.Replace(',', '.'));
        // "02" has lost its point: no scale counts so.
        if (number.Length > 1 && number[0] == '0' && number.All(char.IsAsciiDigit))
            number = "0." + number[1..];
        return
            number.Length is > 0 and <= MaxLength
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (negative ? -value : value)
            : null;
    }

    // "100psi", "40 °C", "5%": a unit begins with no letter that a digit is taken for, or behind a space.
    private static string WithoutUnit(string text)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or ','))
            digits++;
        var behind = text[digits..].TrimStart();
        var isUnit =
            digits > 0
            && behind.Length > 0
            && (
                behind[0] is '°' or '%'
                || (behind.All(char.IsLetter) && !behind.All(IsLikeDigit) && behind is not ("x" or "X"))
            );
        return isUnit ? text[..digits] : text;
    }

    private static bool IsLikeDigit(char letter) => letter is 'O' or 'o' or 'l' or 'I';

    // Letters that digits are taken for, as long as a digit stands beside them.
    private static string Digits(string text) =>
        text.Any(char.IsAsciiDigit)
            ? text.Replace('O', '0').Replace('o', '0').Replace('l', '1').Replace('I', '1')
            : text;
}
