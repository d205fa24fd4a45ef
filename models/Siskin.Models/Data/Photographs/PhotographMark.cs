using System.Globalization;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>What is marked on a photograph, checked.</summary>
internal static class PhotographMark
{
    /// <summary>The place of an instrument.</summary>
    /// <param name="left">Left edge, a fraction of the width; <paramref name="right"/> lies to its right.</param>
    /// <param name="top">Upper edge, a fraction of the height; <paramref name="bottom"/> lies below.</param>
    /// <param name="right">Right edge.</param>
    /// <param name="bottom">Lower edge.</param>
    /// <exception cref="FormatException">It is no part of the photograph.</exception>
    public static SKRect Box(float left, float top, float right, float bottom) =>
        left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom
            ? new SKRect(left, top, right, bottom)
            : throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the box is {left}, {top}, {right}, {bottom}; allowed are its left, top, right and bottom edge, "
                        + $"fractions of the photograph from 0 to 1"
                )
            );

    /// <summary>The ends of a scale, as they are printed.</summary>
    /// <exception cref="FormatException">They are no numbers, or the last is not greater than the first.</exception>
    public static (string Low, string High) Scale(string low, string high) =>
        TryNumber(low, out var first) && TryNumber(high, out var last) && first < last
            ? (low, high)
            : throw new FormatException(
                $"the scale is '{low}' to '{high}'; allowed are its first and its greater last number"
            );

    /// <summary>Reads a number of a scale or of an answer; false for any other text.</summary>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
