using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions that compare signals with numbers.</summary>
internal static class NumberQuestions
{
    private static readonly string[] Spent =
    [
        .. (
            "limit,threshold,target,alarm,trigger,triggers,trip,range,allowed,tolerance,value,"
            + "range,normal,lie,lies,drop,dropped,fall,fallen,rise,risen,climb,climbed,hit,reach,reached,"
            + "band,fine,safe,mark,limits,minimum,maximum,acceptable,warm,hot,cold,humid,high,low,equal,"
            + "equals,identical,precisely,surpass,surpassed,north,south,beneath,threshold,excess,longer,"
            + "freezing,negative,positive,sub,plus,minus,agree,meet,set,distance,differ,trip,trips,stay,"
            + "compliance"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 0)
            return Sign(asked);
        var comparison = asked.Comparison;
        if (asked.IsCount && comparison is not null)
            return comparison switch
            {
                Above when question.Numbers.Count == 1 => asked.Group(CountAbove, IsNumber, Spent),
                Below when question.Numbers.Count == 1 => asked.Group(CountBelow, IsNumber, Spent),
                _ => That(asked.Group(CountThat, IsNumber, Spent), comparison.Value),
            };
        if (
            comparison is { } one
            && asked.IsEvery
            && question.Numbers.Count == (one is Between or Outside or Within ? 2 : 1)
            && !question.Has("any", "which", "anything")
        )
            return one is Above or Below
                ? asked.Group(one == Above ? AllAbove : AllBelow, IsNumber, Spent)
                : That(asked.Group(AllThat, IsNumber, Spent), one);
        if (comparison is { } which && asked.IsWhich && !question.Has("at any time"))
            return which is Above or Below && question.Numbers.Count == 1
                ? asked.Group(which == Above ? AnyAbove : AnyBelow, IsNumber, Spent)
                : That(asked.Group(AnyThat, IsNumber, Spent), which);
        if (comparison is { } holds)
        {
            var reading = asked.On(holds, one => IsMeasured(one, question), Spent);
            if (reading.Query.Operation == Unknown)
                reading = asked.On(holds, Spent);
            if (Charges.Instead(asked, reading) is { } charge)
                reading = charge;
            return
                asked.IsPolar
                || question.Has("alarm|limit|target|tolerance|range")
                || !question.Has("how much", "how far", "what")
                ? reading
                : reading with
                {
                    Confidence = reading.Confidence - 0.2,
                };
        }

        if (
            question.Has(
                "difference|how far|differ|away|how far off|how much more|how much less|short of|" + "how close"
            )
            || question.Has("distance") && !asked.Names.Has("distance")
        )
            return asked.On(Distance, Spent);
        if (asked.IsPolar && question.Numbers.Count == 1 && !asked.IsWhich && question.Tokens.Count > 1)
            return Equals(asked);
        return null;
    }

    private static QuestionReading That(QuestionReading reading, QueryOperation comparison) =>
        reading.Query.Operation is AllThat or AnyThat or CountThat
            ? reading with
            {
                Query = reading.Query with { Words = QueryNames.Of(comparison) },
            }
            : reading;

    // "Is the setpoint 21?"
    private static QuestionReading? Equals(Asked asked)
    {
        var reading = asked.On(Questions.Comparison.IsNegated(asked.Text) ? NotEqual : Equal, Spent);
        return reading.Query.Operation is Equal or NotEqual
            ? reading with
            {
                Confidence = reading.Confidence - 0.06,
            }
            : reading;
    }

    // "Is it negative?", "below zero", "above freezing"
    private static QuestionReading? Sign(Asked asked)
    {
        var question = asked.Text;
        bool below = question.Has("negative|below zero|sub zero|subzero|below freezing|freezing|minus"),
            above = question.Has("positive", "above zero", "above freezing");
        if (
            below == above
            || !asked.IsPolar && !asked.IsCount && !asked.IsWhich
            || question.Has("than", "minus") && !question.Has("negative")
        )
            return null;
        var operation = asked.IsCount
            ? below
                ? CountBelow
                : CountAbove
            : asked.IsWhich
                ? below
                    ? AnyBelow
                    : AnyAbove
                : Questions.Comparison.IsNegated(question)
                    ? below
                        ? AtLeast
                        : AtMost
                    : below
                        ? Below
                        : Above;
        var reading = operation is CountBelow or CountAbove or AnyBelow or AnyAbove
            ? asked.Group(operation, IsNumber, Spent)
            : asked.On(operation, one => one.Points.Any(point => point.Value.IsNumber), Spent);
        return reading.Query.Operation == operation
            ? reading with
            {
                Query = reading.Query with { Numbers = [0] },
            }
            : reading;
    }

    // A flag is not compared with 45.
    private static bool IsMeasured(Signal one, QuestionText question) =>
        one.Points.Any(point => point.Value.IsNumber || point.Value.Kind == SignalKind.Missing)
        && (one.IsSeries || !Queries.States.IsState(one) || question.Numbers.All(number => number is 0 or 1));

    private static bool IsNumber(Signal one) => one.Value.IsNumber;
}
