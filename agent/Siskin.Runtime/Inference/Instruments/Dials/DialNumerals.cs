using System.Globalization;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// The numbers that lines of print on a dial may be: what was read, and what print of dials is often read as.
/// </summary>
internal static class DialNumerals
{
    // Below this a text is rather dirt or a logo than a numeral.
    private const double LeastConfidence = 0.5;

    // What a number counts of one that was read, whose sign, point or neighbour was not.
    private const double Guessed = 0.7;

    // Digits of two numerals that stand so close that they were found as one line.
    private const int LeastTogether = 4;

    /// <summary>All of them, several of one line where it may be one or the other.</summary>
    /// <param name="lines">What was read.</param>
    public static IReadOnlyList<DialNumeral> Of(IReadOnlyList<PrintedLine> lines)
    {
        var numerals = new List<DialNumeral>();
        var next = lines.Count == 0 ? 0 : lines.Max(line => line.Line) + 1;
        foreach (var line in lines)
        {
            if (line.Confidence < LeastConfidence || PrintedNumber.Parse(line.Text) is not { } value)
                continue;
            Add(numerals, value, line.At, line.Confidence, line.Line);
            // Thermometers mark the cold half by its colour as often as by a minus.
            if (value > 0)
                Add(numerals, -value, line.At, Guessed * line.Confidence, line.Line);
            if (Pair(line) is not { } pair)
                continue;
            foreach (var (number, end) in new[] { (pair.Left, -0.5), (pair.Right, 0.5) })
            {
                var at = new FramePoint(line.At.X + (end * line.Half.X), line.At.Y + (end * line.Half.Y));
                Add(numerals, number, at, Guessed * line.Confidence, next++);
            }
        }

        return numerals;
    }

    // The surest of a line's readings that are the same number.
    private static void Add(List<DialNumeral> numerals, double value, FramePoint at, double confidence, int line)
    {
        var same = numerals.FindIndex(other => other.Line == line && other.Value == value);
        var numeral = new DialNumeral(value, at, confidence, line);
        if (same < 0)
            numerals.Add(numeral);
        else if (numerals[same].Confidence < confidence)
            numerals[same] = numeral;
    }

    // "2040" is 20 and 40, "80100" 80 and 100: two numbers, of which the right one is greater.
    private static (double Left, double Right)? Pair(PrintedLine line)
    {
        var text = line.Text.Trim(' ', '.', ',', '°');
        if (text.Length < LeastTogether || !text.All(char.IsAsciiDigit))
            return null;
        var left = Number(text[..(text.Length / 2)]);
        var right = Number(text[(text.Length / 2)..]);
        return left < right && text[text.Length / 2] != '0' ? (left, right) : null;
    }

    private static double Number(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);
}
