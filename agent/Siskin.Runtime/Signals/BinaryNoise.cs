using System.Buffers;
using System.Globalization;

namespace Siskin.Runtime.Signals;

/// <summary>
/// Digits that only the conversion of a binary number printed, <c>557.33000000000004</c>: what was measured is the
/// shortest decimal that means the same binary one.
/// </summary>
internal static class BinaryNoise
{
    // A double has 15 digits that are certain; fewer printed ones may all be meant.
    private const int Certain = 15;

    // Shorter by fewer digits is no sign of a conversion.
    private const int Least = 4;

    // So many decimals of a reading are meant at most, and so many digits: fewer than 10^5 steps of its last one.
    private const int MostDecimals = 4;
    private const int MostMeant = 100_000;

    // A decimal of fewer digits is the same one again after a conversion, and was meant.
    private const int Rough = 8;

    // How many steps of single precision a result may be off.
    private const int Steps = 4;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+-.0123456789");

    /// <summary>A printed number without them; as printed where it has none.</summary>
    public static string Without(string printed)
    {
        if (
            printed.Count(char.IsAsciiDigit) < Certain
            || !printed.Contains('.', StringComparison.Ordinal)
            || printed.AsSpan().IndexOfAnyExcept(OfNumbers) >= 0
            || !double.TryParse(printed, CultureInfo.InvariantCulture, out var number)
        )
            return printed;
        string asDouble = number.ToString("R", CultureInfo.InvariantCulture),
            asSingle = ((float)number).ToString("R", CultureInfo.InvariantCulture);
        return IsShorter(asDouble, printed) ? asDouble
            : (float)number != number ? printed
            : asSingle.Count(char.IsAsciiDigit) >= Rough
            && Reckoned((float)number) is { } near
            && IsShorter(near, printed)
                ? near
            : IsShorter(asSingle, printed) ? asSingle
            : printed;
    }

    // 25.399993896484375: a sum or product in single precision is a few of its steps beside the decimal that was meant.
    private static string? Reckoned(float number)
    {
        var step = Math.Abs((double)MathF.BitIncrement(number) - number);
        for (var decimals = 0; decimals <= MostDecimals; decimals++)
            if (
                Math.Round((double)number, decimals) is var near
                && near != 0
                && Math.Abs(near - number) <= Steps * step
                && Math.Abs(near) * Math.Pow(10, decimals) < MostMeant
            )
                return near.ToString("R", CultureInfo.InvariantCulture);
        return null;
    }

    private static bool IsShorter(string one, string printed) =>
        one.Length + Least <= printed.TrimEnd('0').Length && !one.Contains('E', StringComparison.Ordinal);
}
