using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for which way something goes: "Is it rising?", "getting warmer?"</summary>
internal static class TrendQuestions
{
    private static readonly string[] Trends =
    [
        "trend",
        "trending",
        "rising",
        "falling",
        "steady",
        "going up",
        "going down",
        "which way",
        "direction",
        "heading",
        "how does the value change",
        "how is the value changing",
        "develop",
        "going anywhere",
        "moved at all",
        "move at all",
        "budged",
        "counting up",
        "increasing",
        "decreasing",
        "climbing",
        "dropping",
        "growing",
        "shrinking",
        "stable",
        "rise, fall",
        "up or down",
        "declining",
        "warming up",
        "cooling down",
        "going higher",
        "getting warmer",
        "getting colder",
        "getting hotter",
        "getting higher",
        "getting lower",
        "moving up",
        "moving down",
        "drifting",
        "filling",
        "draining",
        "cooling off",
        "heating up",
        "creeping up",
        "levelling off",
        "picking up",
        "speeding up",
        "slowing down",
        "calming down",
        "drying out",
        "ramping up",
        "ramping down",
        "building up",
        "tailing off",
        "easing",
        "recovering",
        "improving",
        "getting better",
        "getting worse",
        "worsening",
        "rise or fall",
        "go up or down",
        "moved up",
        "came down",
        "coming down",
        "coming up",
        "constant or",
        "upward",
        "downward",
        "upwards",
        "downwards",
    ];

    /// <summary>Whether a question asks which way something goes.</summary>
    public static bool IsAsked(Asked asked) =>
        (asked.Direction == 0 && asked.Text.Has(Trends) || IsTurning(asked.Text))
        && asked.Text.Numbers.Count == 0
        && !asked.Text.Has("how much|when|how fast|how quickly|how many|per minute|per hour");

    private const string Gained =
        "gain|gained|rise|risen|rose|increase|increased|grow|grown|grew|climb|climbed|go up|gone up|went up|warm up|warmed up|heat up|heated up|get warmer|got warmer|become warmer|pick up|picked up";
    private const string Lost =
        "lose|lost|fall|fallen|fell|drop|dropped|decrease|decreased|decline|declined|sink|sunk|sank|shrink|shrunk|go down|gone down|went down|cool down|cooled down|cool off|cooled off|get colder|got colder|become colder";
    private const string Thermal =
        "warming|warmer|warm up|warmed up|heating up|heat up|heated up|hotter|cooling|cooler|cool down|cooled down|cool off|cooled off|colder";

    /// <summary>"Did it gain weight?": whether its last value lies on that side of its first; null where no series is meant.</summary>
    public static QuestionReading? Moved(Asked asked)
    {
        var question = asked.Text;
        if (
            !question.Starts("did|has|have")
            || question.Numbers.Count > 0
            || question.Has("or|than|most|least|ever|connection|contact|power|signal|link")
            || question.Has(Gained) == question.Has(Lost)
        )
            return null;
        var moved = asked.On(Trend, one => IsMoving(question, one), [.. Verbs, .. SeriesQuestions.Spent]);
        return moved.Query.Operation != Trend || moved.Confidence < Least
            ? null
            : moved with
            {
                Query = moved.Query with { Words = question.Has(Gained) ? "rising" : "falling" },
                Confidence = moved.Confidence - 0.1,
            };
    }

    // Below this it is another thing that moved.
    private const double Least = 0.6;

    private static readonly string[] Verbs =
    [
        .. "gain gained lose lost increase increased decrease decreased decline declined warm warmed cool cooled heat heated pick picked up down off".Split(
            ' '
        ),
    ];

    // What gets warmer is a temperature, where units say so.
    private static bool IsMoving(QuestionText question, Signal one) =>
        one.IsNumericSeries
        && !(
            question.Has(Thermal)
            && one.Unit.Length > 0
            && UnitScale.Known(one.Unit) != UnitScale.Known("°C")
            && !UnitScale.Differ(one.Unit, "°C")
        );

    public static QuestionReading Read(Asked asked)
    {
        var question = asked.Text;
        var trend = asked.On(Trend, one => IsMoving(question, one), SeriesQuestions.Spent);
        if (trend.Query.Operation != Trend || !asked.IsPolar)
            return trend;
        // "Is it rising?" wants a yes or no where one way only is asked about.
        var turning = IsTurning(question) ? asked.Direction : 0;
        var up =
            turning > 0
            || question.Has(
                "picking up|speeding up|ramping up|building up|coming up|upward|upwards|moved up|rising|going up|increasing|climbing|growing|warming up|getting warmer|"
                    + "getting hotter|getting higher|counting up|moving up|heating up|creeping up|filling|"
                    + "going higher|trending up"
            );
        var down =
            turning < 0
            || question.Has(
                "slowing down|calming down|ramping down|tailing off|easing|coming down|came down|downward|downwards|falling|going down|decreasing|dropping|shrinking|declining|cooling down|"
                    + "getting colder|getting lower|moving down|draining|trending down|cooling off"
            );
        var moves = question.Has("going anywhere|moved at all|move at all|budged");
        var flat = moves || question.Has("steady", "stable");
        if ((up ? 1 : 0) + (down ? 1 : 0) + (flat ? 1 : 0) != 1 || question.Has("or"))
            return trend;
        return trend with
        {
            Query = trend.Query with
            {
                Words =
                    up ? "rising"
                    : down ? "falling"
                    : moves ? "moving"
                    : "steady",
            },
            Confidence = trend.Confidence - 0.02,
        };
    }

    // "Getting warmer", "going lower".
    private static bool IsTurning(QuestionText question)
    {
        for (var i = 1; i < question.Tokens.Count; i++)
            if (
                Lexicon.Directions.ContainsKey(question.Tokens[i])
                && question.Tokens[i].EndsWith("er", StringComparison.Ordinal)
                && question.Tokens[i - 1]
                    is "getting"
                        or "becoming"
                        or "going"
                        or "growing"
                        or "turning"
                        or "get"
                        or "become"
                        or "any"
                && !question.Has("than")
            )
                return true;
        return false;
    }
}
