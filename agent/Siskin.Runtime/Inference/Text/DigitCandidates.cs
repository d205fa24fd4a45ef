using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Runtime.Inference.Text;

/// <summary>The numbers that a row of digits may show, as answers to choose from.</summary>
internal static class DigitCandidates
{
    // What the recognition graph makes of several views of one row; more are its noise.
    private const int MostRows = 4;

    // Fewer digits than that are found in any scratch, and a single one is read by the model from its crop.
    private const int Fewest = 2,
        Most = 9;

    private const int MostDecimals = 3;

    /// <summary>
    /// The digits that views of a row were read as, those first that the views are surest of.
    /// </summary>
    /// <param name="views">The text of each view and the mean probability of its characters.</param>
    public static string[] Rows(IEnumerable<(string Text, double Confidence)> views) =>
        [
            .. views
                .Select(view => (Digits: DigitsOf(view.Text), view.Confidence))
                .Where(view => view.Digits.Length is >= Fewest and <= Most)
                .GroupBy(view => view.Digits, view => view.Confidence, StringComparer.Ordinal)
                .OrderByDescending(same => same.Sum())
                .Take(MostRows)
                .Select(same => same.Key),
        ];

    /// <summary>
    /// The answers of the model, then each row with its point at all places that it may have.
    /// </summary>
    /// <param name="answers">The answers of the model.</param>
    /// <param name="rows">Digits.</param>
    /// <param name="known">What is known about the instrument, or null.</param>
    public static string[] Of(IEnumerable<string> answers, IEnumerable<string> rows, KnownInstrument? known) =>
        [.. answers.Concat(rows.SelectMany(row => Numbers(row, known))).Distinct(StringComparer.Ordinal)];

    /// <summary>Rows as they are, and without a 1 at an end: the frame of a window is read as one.</summary>
    public static string[] WithoutFrames(IReadOnlyCollection<string> rows) =>
        [
            .. rows.Concat(rows.Where(row => row[0] == '1').Select(row => row[1..]))
                .Concat(rows.Where(row => row[^1] == '1').Select(row => row[..^1]))
                .Where(row => row.Length >= Fewest)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>
    /// Whether a text is a number of two digits and more, not too many, with at most one point, as far as is known
    /// where.
    /// </summary>
    /// <param name="text">What was spelled.</param>
    /// <param name="known">What is known about the instrument, or null.</param>
    public static bool IsNumber(string text, KnownInstrument? known)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, places) = point < 0 ? (text.Length, 0) : (point, text.Length - point - 1);
        return whole + places is >= Fewest and <= Most
            && DigitsOf(text).Length == whole + places
            && whole > 0
            && (point < 0 || places > 0)
            && places == (known?.Decimals ?? places)
            && whole == (known?.Digits ?? whole);
    }

    /// <summary>The digits of a text.</summary>
    public static string DigitsOf(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    private static IEnumerable<string> Numbers(string row, KnownInstrument? known)
    {
        var (first, last) = known?.Decimals is { } decimals ? (decimals, decimals) : (0, MostDecimals);
        for (var places = first; places <= last && places < row.Length; places++)
        {
            if (known?.Digits is { } digits && row.Length - places != digits)
                continue;
            yield return places == 0 ? row : $"{row[..^places]}.{row[^places..]}";
        }
    }
}
