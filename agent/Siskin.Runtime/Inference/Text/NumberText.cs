namespace Siskin.Runtime.Inference.Text;

/// <summary>Tells the print that may be an instrument's reading from other print: type plates, names, dates.</summary>
internal static class NumberText
{
    // A reading of fewer digits is read by the model alone: two are found in any scale.
    private const int FewestDigits = 3;

    // So many digits to each other character, of which a unit has up to three.
    private const int DigitsPerOther = 2;

    /// <summary>Whether a line is a number, perhaps with a unit behind it, as far as a graph reads it.</summary>
    public static bool IsReading(string text) => Digits(text) >= FewestDigits && IsPart(text) && !IsLabelled(text);

    /// <summary>
    /// Whether a line may be part of such a number: digits, and few other characters; or a single wheel, which is read
    /// as a letter as often as not.
    /// </summary>
    public static bool IsPart(string text) =>
        text is [var wheel]
            ? char.IsAsciiLetterOrDigit(wheel)
            : Digits(text) is > 0 and var digits && digits >= DigitsPerOther * text.Count(IsOther);

    // "No.", "IEC", "SX:": what a number on a type plate begins with. One such character may be a misread digit.
    private static bool IsLabelled(string text) => text.Length > 1 && IsOther(text[0]) && IsOther(text[1]);

    private static int Digits(string text) => text.Count(char.IsAsciiDigit);

    private static bool IsOther(char character) => !char.IsAsciiDigit(character) && character is not ('.' or ',');
}
