using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions that set one signal against another.</summary>
internal static class PairQuestions
{
    private static readonly string[] Joints =
    [
        .. (
            " minus , than , versus , vs , vs. , divided by , over , and , to , from , compared to , compared with "
            + ", above , below , exceed , exceeds , equal to , as a share of , share of , fraction of , relative to "
            + ", as , match , equal , reached , reach , under , until , short of , hit , off "
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0)
            return null;
        if (IsEnds(question))
            return Ends(asked);
        if (Operation(asked) is not { } operation)
            return Choice(asked);
        foreach (var joint in Joints)
        {
            var at = question.Lower.IndexOf(joint, StringComparison.Ordinal);
            if (at < 0)
                continue;
            string left = question.Lower[..at],
                right = question.Lower[(at + joint.Length)..];
            if (asked.Subjects.Of(right).Count == 0 || asked.Subjects.Of(left).Count == 0)
                continue;
            if (asked.Pairs.Of(left, right) is not { } pair)
                return QuestionReading.Unknown(0.5);
            Signal first = asked.Table.Signals[pair.Left.Rows[0]],
                second = asked.Table.Signals[pair.Right.Rows[0]];
            var apart = operation == Difference && (joint is not " minus ");
            return new QuestionReading(
                new Query(apart ? Distance : operation, first.Path, second.Path),
                RuleQuestionReader.Sure - 0.03 - pair.Left.Doubt
            );
        }

        return operation == Difference && asked.Subjects.Content.Count > 0
            ? Apart(asked)
            : QuestionReading.Unknown(0.5);
    }

    // "The highest minus the lowest cell": both ends of a group, or of a series.
    public static bool IsEnds(QuestionText question) =>
        question.Has("highest|maximum|max|largest|hottest|warmest|top|best")
        && question.Has("lowest|minimum|min|smallest|coldest|coolest|bottom|worst")
        && question.Has("difference|minus|delta|between|spread|gap|apart|less the|range");

    private static QuestionReading Ends(Asked asked)
    {
        string[] spent =
        [
            .. asked.Text.Tokens.Where(Lexicon.Directions.ContainsKey),
            "difference",
            "minus",
            "delta",
            "spread",
            "gap",
            "apart",
            "range",
            "between",
        ];
        var group = asked.Group(Difference, one => one.Value.IsNumber, spent);
        if (group.Query.Operation != Difference)
            return group;
        var row = asked.Table.Find(group.Query.Rows[0])!;
        return group with
        {
            Query = group.Query with
            {
                Operation =
                    group.Query.Rows.Count == 1 && row.IsSeries ? Spread
                    : group.Query.Rows.Count == 2 ? Distance
                    : Difference,
            },
            Confidence = group.Confidence - 0.06,
        };
    }

    // "What is the difference of the two tank levels?"
    private static QuestionReading Apart(Asked asked)
    {
        var group = asked.Group(
            Difference,
            one => one.Value.IsNumber,
            "difference",
            "apart",
            "gap",
            "spread",
            "differ"
        );
        return group.Query.Operation != Difference || group.Query.Rows.Count < 2
            ? QuestionReading.Unknown(0.5)
            : group with
            {
                Query = group.Query with { Operation = group.Query.Rows.Count == 2 ? Distance : Difference },
                Confidence = group.Confidence - 0.05,
            };
    }

    // "Which is higher, the inlet or the outlet temperature?"
    private static QuestionReading? Choice(Asked asked)
    {
        var question = asked.Text;
        var or = question.Lower.IndexOf(" or ", StringComparison.Ordinal);
        if (or < 0 || asked.Direction == 0 || asked.IsPolar && !question.Has("which"))
            return null;
        string left = question.Lower[..or],
            right = question.Lower[(or + 4)..];
        left = left[(left.LastIndexOfAny([',', ':', '-']) + 1)..];
        if (
            asked.Subjects.Of(left).Count == 0
            || asked.Subjects.Of(right).Count == 0
            || asked.Pairs.Of(question.Lower[..or], right) is not { } pair
        )
            return null;
        return new QuestionReading(
            new Query(
                asked.Direction > 0 ? Highest : Lowest,
                asked.Table.Signals[pair.Left.Rows[0]].Path,
                asked.Table.Signals[pair.Right.Rows[0]].Path
            ),
            RuleQuestionReader.Sure - 0.02 - pair.Left.Doubt
        );
    }

    private static QueryOperation? Operation(Asked asked)
    {
        var question = asked.Text;
        if (question.Tokens.Contains("ratio") || question.Has("divided", "as a fraction of"))
            return Ratio;
        if (
            question.Has("difference|spread|minus|gap|how far apart|differ|delta|apart")
            || question.Has("than") && question.Has("how much", "how many", "by how much")
        )
            return Difference;
        if (question.Has("between") && question.Has("and") && question.Has("how many", "how much"))
            return Difference;
        if (
            asked.IsPolar
            && question.Has("reached", "reach", "at its target", "hit its")
            && question.Has("target", "setpoint", "limit", "set point")
        )
            return AtLeast;
        if (
            question.Has("how far", "how many", "how much")
            && question.Has("below|above|under|over|short of|away from|until|to go|off")
            && question.Has("setpoint|target|limit|high|set point|maximum")
        )
            return Difference;
        if (asked.Text.IsQuestion && question.Has("same") && question.Has("and") && !question.Has("what"))
            return Questions.Comparison.IsNegated(question) ? NotEqual : Equal;
        if (question.Has("share of", "percentage of", "fraction of", "relative to") && !asked.IsPolar)
            return Ratio;
        if (question.Has("than"))
            return asked.Comparison ?? Questions.Comparison.Of(question);
        if (asked.IsPolar && question.Has("same as|equal to|equal|match|identical to|as high as|as warm as"))
            return Questions.Comparison.IsNegated(question) ? NotEqual : Equal;
        if (
            asked.IsPolar
            && question.Has("above|below|exceed|exceeds|over|under")
            && asked.Comparison is { } comparison
        )
            return comparison;
        return null;
    }
}
