using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions about what was sent as a whole: when the last of it came, and how many messages there are.
/// </summary>
internal static partial class NewestQuestions
{
    private const double Doubt = 0.1;

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || question.Times.Count > 0
            || asked.Subjects.Content.Any(word =>
                word is not ("come" or "came" or "arrive" or "arrived" or "received")
                && (asked.Index.HasConcept(word) || asked.Names.Has(word) && !Lexicon.Things.Contains(word))
            )
        )
            return null;
        var longest = asked
            .Table.Signals.Where(one => one.IsNumericSeries)
            .MaxBy(one => one.Points.Count(point => point.Value.IsNumber));
        if (longest is null)
            return null;
        if (Came().IsMatch(question.Lower) && longest.Points[^1].Time.Length > 0)
            return new QuestionReading(
                new Query(QueryOperation.WhenLast, longest.Path),
                RuleQuestionReader.Sure - Doubt
            );
        // Messages that are signals, and no lines of a log besides.
        return Sent().IsMatch(question.Lower) && asked.Table.Events.Count == 0
            ? new QuestionReading(new Query(QueryOperation.Count, longest.Path), RuleQuestionReader.Sure - Doubt)
            : null;
    }

    [GeneratedRegex(
        @"\b(?:when|what time)\b.*\b(?:last|latest|newest|most recent) (?:reading|message|value|record|update|report|data|sample|measurement|packet|telegram|uplink|transmission)s? (?:\w+ )?(?:come|came|arrive|arrived|received|sent|get|got|taken|recorded|made)\b"
    )]
    private static partial Regex Came();

    [GeneratedRegex(
        @"\b(?:how many|number of) (?:messages|packets|telegrams|uplinks|transmissions|reports|updates|payloads)\b(?! per| an? )"
    )]
    private static partial Regex Sent();
}
