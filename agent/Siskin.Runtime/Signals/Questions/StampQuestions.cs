using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Reading;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for a time that a signal has as its value: "when was it last armed?".</summary>
internal static class StampQuestions
{
    private static readonly string[] Spent =
    [
        "time",
        "when",
        "date",
        "come",
        "came",
        "happen",
        "happened",
        "go",
        "went",
    ];

    private static readonly HashSet<string> Taken =
    [
        .. "data taken recorded measured measurement sent message reading collected polled sample sampled timestamp stamp snapshot created generated report".Split(
            ' '
        ),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || question.Times.Count > 0
            || asked.IsSeries && asked.Table.Signals.All(one => !IsStamp(one))
            || !question.Has("when|what time|since when|at what time|what date|which date|on what date|what day")
            || asked.Direction != 0 && asked.IsSeries
        )
            return null;
        string[] asks = [.. question.Tokens.Where(word => word.Length > 2 && !Frame(word)).Distinct()];
        // What the words name best; a name may have words that elsewhere say nothing, such as "last" and "since".
        var ranked = asked
            .Table.Signals.Where(IsStamp)
            .Select(one =>
                (
                    Signal: one,
                    Met: asks.Count(word => Abbreviations.Said(one.Path).Any(name => Words.Likeness(word, name) > 0.8))
                )
            )
            .Select(one =>
                one with
                {
                    Met =
                        one.Met - (Abbreviations.Said(one.Signal.Path).Contains("off") && !question.Has("off") ? 1 : 0),
                }
            )
            .OrderByDescending(one => one.Met)
            .ToList();
        if (ranked.Count > 0 && ranked[0].Met > 0 && (ranked.Count == 1 || ranked[0].Met > ranked[1].Met))
        {
            var left = asks.Count(word => !Lexicon.Stop.Contains(word) && !Taken.Contains(word)) - ranked[0].Met;
            return new QuestionReading(new Query(Value, ranked[0].Signal.Path), 0.93 - 0.08 * Math.Max(0, left));
        }

        return asks.Any(Taken.Contains) ? Whole(asked, ranked.Count == 1 ? ranked[0].Signal : null) : null;
    }

    // "When was this taken?": the one time there is.
    private static QuestionReading? Whole(Asked asked, Signal? only)
    {
        string[] times =
        [
            .. asked.Table.Signals.Select(one => one.Points[^1].Time).Where(time => time.Length > 0).Distinct(),
        ];
        if (times.Length == 1)
            return new QuestionReading(
                new Query(WhenLast, asked.Table.Signals.First(one => one.Points[^1].Time == times[0]).Path),
                0.88
            );
        return only is null ? null : new QuestionReading(new Query(Value, only.Path), 0.86);
    }

    private static bool Frame(string word) =>
        word is "when" or "what" or "was" or "were" or "the" or "did" or "time" or "date" or "day" or "which";

    private static bool IsStamp(Signal one) =>
        one.Value.Kind == SignalKind.Text
        && one.Value.Text.Length >= 5
        && one.Value.Text.Any(char.IsAsciiDigit)
        && (
            TimePrefix.IsTime(one.Value.Text)
            || one.Value.Text.Contains(':', StringComparison.Ordinal)
                && PrintedTime.TryRead(one.Value.Text.Replace('+', ' '), out _)
            || TimePrefix.Split(one.Value.Text) is { Time.Length: > 7, After.Length: < 8 }
        );
}
