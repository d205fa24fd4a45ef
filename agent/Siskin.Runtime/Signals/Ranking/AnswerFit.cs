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
            "number" => !Trouble().IsMatch(prompt) && !NoValue().IsMatch(answer),
            _ => answer != "unknown" || !SecondQuestion().IsMatch(prompt),
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

    // What is the matter with something is told by words.
    [GeneratedRegex(@"\bwhat(?:'s| is|s) (?:up|wrong|going on|the matter) with\b", RegexOptions.IgnoreCase)]
    private static partial Regex Trouble();

    // What devices send where they have no value: the ends of 16 and 32 bits, and what is far below any measure.
    [GeneratedRegex(@"^(?:-32768|32767|65535|-2147483648|2147483647|4294967295|-9999?(?:\.[09]+)?)$")]
    private static partial Regex NoValue();

    // The reason may be missing, and what is asked besides be there: "why is it cold - is the valve shut?"
    [GeneratedRegex(
        @"\bwhy\b[^?]*(?:[-–—,;:?]) *(?:is|are|was|were|has|have|did|does|do)(?:n'?t)? (?:it|they|he|she|the|that|this|any)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SecondQuestion();

    [GeneratedRegex(@"°|\bdeg", RegexOptions.IgnoreCase)]
    private static partial Regex Degrees();
}
