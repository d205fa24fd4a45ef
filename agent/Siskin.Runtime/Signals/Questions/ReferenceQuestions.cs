using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions that set signals against their own target or limit: "above its setpoint", "how far below its target".
/// </summary>
internal static class ReferenceQuestions
{
    private const double Doubt = 0.04;

    private static readonly string[] Spent =
    [
        .. (
            "its,their,own,target,setpoint,set,point,desired,setting,limit,limits,alarm,mark,threshold,critical,warning,"
            + "alert,danger,max,maximum,min,minimum,high,low,upper,lower,ucl,lcl,nominal,rated,control,still,yet,reached,"
            + "reach,hit,met,meet,match,equal,short,far,off,away,away,room,rooms,actual,degrees,percent,go,till,gap,"
            + "warmer,colder,hotter,cooler,higher,above,below,respective,temperature,temp,allowed,spec,trip,command"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0 || question.Times.Count > 0 || References.Asked(question) is not { } kind)
            return null;
        var far = question.Has(
            "how far|how much|how many degrees|how many percent|how close|gap|margin|short of|to go|how many more"
        );
        var within =
            asked.IsPolar
            && question.Has("within|inside|ok|okay|fine|respect")
            && !question.Has("not|out of|outside|above|over|below|under");
        if (
            (
                far ? Distance
                : within
                    ? kind.Side == "low" ? AtLeast
                        : AtMost
                : Compared(question)
            )
            is not { } operation
        )
            return null;
        var pairs = References.Of(asked.Table, kind);
        if (pairs.Count == 0)
            return Limits(asked, kind, operation);
        var rows = pairs.Select(pair => asked.Table.Signals[pair.Row].Path).ToHashSet(StringComparer.Ordinal);
        string[] spent = [.. Spent.Where(word => !IsQuantity(asked, word, rows))];
        if (!far && (asked.IsWhich || asked.IsCount || asked.IsEvery) && !question.Has("at any time"))
            return Several(asked, pairs, rows, operation, spent);
        var subject = asked.Subjects.One(one => rows.Contains(one.Path), spent);
        if (subject.IsLacking || subject.Rows.Count == 0 && pairs.Count > 1)
            return null;
        var row = subject.Rows.Count > 0 ? subject.Rows[0] : pairs[0].Row;
        var reference = pairs.First(pair => pair.Row == row).Reference;
        var doubt = subject.Rows.Count > 0 ? subject.Doubt : 0.1;
        return new QuestionReading(
            new Query(operation, asked.Table.Signals[row].Path, asked.Table.Signals[reference].Path),
            RuleQuestionReader.Sure - Doubt - doubt - (subject.Others.Count > 0 ? 0.3 : 0)
        );
    }

    private static QuestionReading? Several(
        Asked asked,
        List<(int Row, int Reference)> pairs,
        HashSet<string> rows,
        QueryOperation comparison,
        string[] spent
    )
    {
        var subject = asked.Subjects.Many(one => rows.Contains(one.Path), spent);
        if (subject.IsLacking)
            return null;
        var chosen = subject.Rows.Count > 0 ? subject.Rows : pairs.Select(pair => pair.Row).ToList();
        var operation =
            asked.IsCount ? CountPairs
            : asked.IsEvery && !asked.Text.Has("any|which") ? AllPairs
            : WhichPairs;
        return new QuestionReading(
            new Query(
                operation,
                [
                    .. pairs
                        .Where(pair => chosen.Contains(pair.Row))
                        .SelectMany(pair =>
                            (string[])[asked.Table.Signals[pair.Row].Path, asked.Table.Signals[pair.Reference].Path]
                        ),
                ]
            )
            {
                Words = QueryNames.Of(comparison),
            },
            RuleQuestionReader.Sure
                - Doubt
                - (subject.Rows.Count > 0 ? subject.Doubt : 0.1)
                - (pairs.Exists(pair => References.IsShared(asked.Table, pair.Row, pair.Reference)) ? 0.15 : 0)
        );
    }

    // A limit that the text gives beside the value.
    private static QuestionReading? Limits(Asked asked, Reference kind, QueryOperation operation)
    {
        var side = kind.Side;
        if (side.Length == 0 || operation is not (Above or Below) || (operation == Above) != (side == "high"))
            return null;
        if (!asked.Table.Signals.Any(one => side == "high" ? one.High is not null : one.Low is not null))
            return null;
        var group = asked.Group(
            BeyondLimits,
            one => side == "high" ? one.High is not null : one.Low is not null,
            Spent
        );
        return group.Query.Operation != BeyondLimits
            ? group
            : group with
            {
                Query = group.Query with { Words = side },
                Confidence = group.Confidence - Doubt,
            };
    }

    private static QueryOperation? Compared(QuestionText question) =>
        question.Has("reached|reach|hit|hits|met|attained|got to|up to")
            ? Questions.Comparison.IsNegated(question)
                ? Below
                : AtLeast
            : question.Has("match|matches|equal|equals|same as|at its|at their|at the|on target|identical")
            && !question.Has("above|below|over|under")
                ? Questions.Comparison.IsNegated(question)
                    ? NotEqual
                    : Equal
                : Questions.Comparison.Of(question);

    // "The flow temperature" names one of several.
    private static bool IsQuantity(Asked asked, string word, HashSet<string> rows) =>
        asked.Text.Tokens.Contains(word)
        && rows.Count > 1
        && rows.Count(path => Words.OfName(path).Any(one => Words.Likeness(word, one) > 0.8)) is var met
        && met > 0
        && met < rows.Count;
}
