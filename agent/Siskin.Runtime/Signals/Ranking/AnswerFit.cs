using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Whether an answer is of the kind that is asked for: a date is no number of times, a temperature is no amount.
/// Whatever was read so, it is not sure.
/// </summary>
internal static partial class AnswerFit
{
    /// <summary>Whether nothing in the wording speaks against such an answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="answer">What it would be answered by.</param>
    public static bool Fits(string prompt, string answer) =>
        CandidateFeatures.AnswerKind(answer) switch
        {
            "time" => !Count().IsMatch(prompt),
            "polar" or "polar list" => !Span().IsMatch(prompt) && !Count().IsMatch(prompt),
            "number and unit" or "number and words" => !(Amount().IsMatch(prompt) && Degrees().IsMatch(answer)),
            _ => true,
        };

    [GeneratedRegex(@"\b(?:how many|how often|number of)\b|^\W*(?:count|times)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"\bhow long\b", RegexOptions.IgnoreCase)]
    private static partial Regex Span();

    // "How much warmer" and "how much heat" may be told in degrees.
    [GeneratedRegex(
        @"\bhow much (?!(?:warm|hot|cold|cool|high|low|more|less|above|below|over|under|heat|temp|did|does|do|is|has)\w*\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Amount();

    [GeneratedRegex(@"°|\bdeg", RegexOptions.IgnoreCase)]
    private static partial Regex Degrees();
}
