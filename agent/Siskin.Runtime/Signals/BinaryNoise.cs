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
            : (float)number == number && IsShorter(asSingle, printed) ? asSingle
            : printed;
    }

    private static bool IsShorter(string one, string printed) =>
        one.Length + Least <= printed.TrimEnd('0').Length && !one.Contains('E', StringComparison.Ordinal);
}
