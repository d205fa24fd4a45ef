using System.Text.RegularExpressions;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// What the long hand of a dial indicator says about a length: of those that show hundredths of a millimetre it turns
/// once a millimetre, over a hundred marks, and a small hand counts the turns.
/// </summary>
/// <param name="Way">The share of a turn from the zero, clockwise.</param>
internal readonly partial record struct DialIndicatorEvidence(double Way)
{
    // How far the hand is seen from where it is, in millimetres.
    private const double Error = 0.006;

    // A hand may be seen quite wrongly, or be of another gearing.
    private const double Floor = 0.05;

    /// <summary>Whether a question asks for a length that such an instrument shows.</summary>
    public static bool IsAsked(string prompt) => Millimetres().IsMatch(prompt);

    /// <summary>Which choice the hand fits; other answers stay as they are.</summary>
    public Answer Weigh(Answer direct)
    {
        var evidence = this;
        return direct.Choices is null
            ? direct
            : ChoiceEvidence.Weigh(
                direct,
                text => NumberAnswer.Parse(text) is { } number ? evidence.Likelihood(number.Value) : null
            );
    }

    /// <summary>
    /// How likely the hand is seen like this at a length in millimetres: 1 where it stands exactly, <see cref="Floor"/>
    /// at least. There are dials that count either way.
    /// </summary>
    public double Likelihood(double length)
    {
        var apart = Math.Min(
            Math.Abs(Math.IEEERemainder(Way - length, 1)),
            Math.Abs(Math.IEEERemainder(Way + length, 1))
        );
        return ChoiceEvidence.Likelihood(apart / Error * (apart / Error), Floor);
    }

    [GeneratedRegex(
        @"\b(mm|millimet(re|er)s?)\b(?!\s*(/|Hg|²|per\b|of\b))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Millimetres();
}
