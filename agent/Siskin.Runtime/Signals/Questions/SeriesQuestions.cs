using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about values over time.</summary>
internal static class SeriesQuestions
{
    /// <summary>Words that say what is asked about a series, and name nothing.</summary>
    public static readonly string[] Spent =
    [
        .. (
            "trend,trending,rising,falling,steady,going,way,direction,heading,develop,counting,"
            + "increasing,decreasing,climbing,dropping,growing,stable,rise,fall,declining,moving,getting,"
            + "warming,cooling,drifting,stuck,frozen,constant,hung,flatline,flat,flatlined,change,changed,"
            + "changes,peak,peaked,overall,period,cover,covers,span,series,start,started,beginning,began,"
            + "end,ended,repeats,varied,vary,spike,jump,hour,hours,minutes,often,reading,readings,history,"
            + "samples,sample,entire,whole,died,dead,hit,reach,reached,climb,climbed,drop,dropped,rose,"
            + "fell,grow,grew,ever,longer,throughout,picking,speeding,slowing,calming,ramping,building,"
            + "tailing,easing,recovering,upward,downward,upwards,downwards,coming,becoming,turning,better,"
            + "worse,month,day,week,year,date"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Has(
                "stuck|frozen|never change|never changes|constant|hung|the same|"
                    + "always report the same|flatline|flatlined|flat|not change|always reads the same|"
                    + "repeats one value|froze|not changed|not changing|unchanged"
            )
            && question.Numbers.Count == 0
        )
            return asked.Table.Signals.Count == 1 ? asked.On(Stuck, Spent)
                : asked.IsWhich ? asked.All(Stuck)
                : asked.On(Stuck, Spent);
        if (TrendQuestions.IsAsked(asked))
            return TrendQuestions.Read(asked);
        if (TrendQuestions.Moved(asked) is { } moved)
            return moved;
        // Both ends are asked for.
        if (question.Numbers.Count == 0 && PairQuestions.IsEnds(question))
            return null;
        var direction = asked.Direction;
        if (
            direction != 0
            && question.Numbers.Count == 0
            && question.Has("month|day|hour|date|week|year")
            && question.Tokens.Exists(word =>
                word is "which" or "what" or "best" or "worst" || Lexicon.Directions.ContainsKey(word)
            )
            && IsNounOf(question, "month", "day", "hour", "date", "week", "year")
        )
            return When(asked, direction);
        if (question.Has("when|at what time|at which time|first time|since when|from when|what time|which time"))
            return When(asked, direction);
        if (question.Has("how long|how many hours|how many minutes|what period|time span|for how long|duration"))
            return Length(asked);
        if (question.Numbers.Count > 0 || asked.Comparison is not null && !question.Has("than"))
            return Numbers(asked);
        if (asked.Comparison is not null)
            return null;
        return ChangeQuestions.Read(asked, direction);
    }

    // "Best month", "on which day".
    private static bool IsNounOf(QuestionText question, params ReadOnlySpan<string> nouns)
    {
        foreach (var noun in nouns)
            if (
                question.Tokens.IndexOf(noun) is > 0 and var at
                && (
                    question.Tokens[at - 1] is "which" or "what"
                    || Lexicon.Directions.ContainsKey(question.Tokens[at - 1])
                )
            )
                return true;
        return false;
    }

    private static QuestionReading? When(Asked asked, int direction)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 1)
            return asked.Comparison is Below or AtMost ? Bound(asked.On(SinceBelow, Spent), asked.Comparison == AtMost)
                : asked.Comparison is Above or AtLeast || question.Has("hit")
                    ? Bound(
                        asked.On(SinceAbove, Spent),
                        asked.Comparison == AtLeast || question.Has("reach|reached|reaches|hit|hits")
                    )
                : QuestionReading.Unknown(0.5);
        if (question.Has("positive", "above zero", "negative", "below zero"))
            return
                asked.On(
                    question.Has("positive", "above zero") ? SinceAbove : SinceBelow,
                    ["positive", "negative", .. Spent]
                )
                    is var sign
                ? sign with
                {
                    Query = sign.Query with { Numbers = [0] },
                }
                : null;
        return direction > 0 ? asked.On(WhenHighest, Spent)
            : direction < 0 ? asked.On(WhenLowest, Spent)
            : QuestionReading.Unknown(0.5);
    }

    private static QuestionReading Length(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 1 && asked.Comparison is Above or Below or AtLeast or AtMost)
            return asked.On(asked.Comparison is Above or AtLeast ? DurationAbove : DurationBelow, Spent) is var held
                ? held with
                {
                    Confidence = held.Confidence - 0.1,
                }
                : QuestionReading.None;
        return
            question.Numbers.Count == 0
            && !question.Has("will|can|could|still")
            && question.Has(
                "cover|covers|span|log|period|data|series|last|recording|recorded|readings|" + "measurements|table"
            )
            ? asked.On(Duration, _ => true, [.. asked.Subjects.Content])
            : QuestionReading.Unknown(0.5);
    }

    private static QuestionReading? Numbers(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 0)
            return null;
        var many = asked.Table.Signals.Count > 1;
        if (many && IsOfSeveral(asked))
            return null;
        if (many && question.Has("which|any|anything|anywhere|where") && !question.Has("at any time"))
            return null;
        if (asked.IsCount)
        {
            var subject = asked.Subjects.One(
                one => one.IsSeries && one.Points.Any(point => point.Value.IsNumber),
                Spent
            );
            if (subject.Rows.Count == 0 || many && subject.Doubt > 0.3)
                return null;
            return asked.Comparison switch
            {
                // "How many readings had the light at 100?"
                null when question.Numbers.Count == 1 && question.Has("at|of|with|were|was|show|shows") => That(
                    asked.On(CountThat, Spent),
                    QueryNames.Of(Equal)
                )
                    is var equal
                    ? equal with
                    {
                        Confidence = equal.Confidence - 0.12,
                    }
                    : null,
                null => QuestionReading.Unknown(0.5),
                Above => asked.On(CountAbove, Spent),
                Below => asked.On(CountBelow, Spent),
                { } other => That(asked.On(CountThat, Spent), QueryNames.Of(other)),
            };
        }

        if (question.Has("all|always|every|throughout|the whole time") && asked.Comparison is { } every)
            return every is Above or Below
                ? asked.On(every == Above ? AllAbove : AllBelow, ["always", "whole", .. Spent])
                : That(asked.On(AllThat, ["always", "whole", .. Spent]), QueryNames.Of(every));
        // Now, not ever.
        if (
            asked.Comparison is { } now
            && question.Has("now|currently|at the moment|right now|last|latest|at present|still")
        )
            return asked.On(now, Spent) is var one
                ? one with
                {
                    Query = one.Query with { Words = "now" },
                    Confidence = one.Confidence - 0.02,
                }
                : null;
        return asked.Comparison is { } comparison ? asked.On(comparison, Spent) : null;
    }

    private static QuestionReading That(QuestionReading reading, string comparison) =>
        reading.Query.Operation is CountThat or AllThat
            ? reading with
            {
                Query = reading.Query with { Words = comparison },
            }
            : reading;

    // "All temperatures": of several signals, where more than one is of the kind.
    private static bool IsOfSeveral(Asked asked) =>
        asked.Text.Has("all|every|each|both")
        && !asked.Text.Has("all the time|all day|all night|all values|all readings|every reading|every value")
        && asked.Subjects.Many(one => one.Value.IsNumber, Spent) is { IsLacking: false, Rows.Count: > 1 };

    // "Reached 60" is met by 60 itself.
    private static QuestionReading Bound(QuestionReading since, bool isMet) =>
        isMet && since.Query.Operation is SinceAbove or SinceBelow
            ? since with
            {
                Query = since.Query with { Words = "reached" },
            }
            : since;
}
