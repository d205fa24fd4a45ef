using System.Text.RegularExpressions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about signals without a value.</summary>
internal static partial class MissingQuestions
{
    private static readonly string[] Cues =
    [
        .. (
            "missing,unavailable,no value,without a value,no reading,without a reading,no data,"
            + "delivers nothing,lack a value,not deliver,sent nothing,no reading at all,without data,gap,"
            + "gaps,without value,without reading,no readings,no values,null,nan,n/a,not reporting,"
            + "not report,doesn't report,isn't reporting,failed to report,invalid,has failed,empty value,"
            + "blank,not send,no measurement,gives nothing,offline,dead,dropped out,out of order,"
            + "not available,lacks a value,no longer reporting,nothing to report,not deliver a value,"
            + "faulty sensor,broken sensor,field is empty,entry is empty,value is empty,fields are empty,"
            + "entries are empty,values are empty,column is empty,left empty,which is empty,no number,not a number,"
            + "not being reported,isnt being reported,isn't being reported,not reported,isn't reported,"
            + "not available,not delivering,not sending,not giving,no longer sending,not responding"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        // "Is there an error with the flow reading?" asks for no value.
        if (
            question.Numbers.Count == 0
            && Given().IsMatch(question.Lower)
            && !Wrong().IsMatch(question.Lower)
            && HasValue(asked) is { } given
        )
            return given;
        if (!question.Has(Cues) && !No().IsMatch(question.Lower) || question.Numbers.Count > 0)
            return null;
        if (question.Has("unavailable|not available|offline|unreachable") && Available(asked) is { } available)
            return available;
        var gone = asked.Table.Signals.Any(one => one.Points.Any(point => point.Value.Kind == SignalKind.Missing));
        if (!gone && !question.Has(Cues))
            return null;
        // "The mean without the gaps": nothing is asked about them.
        if (question.Has("ignoring|ignore|without the|excluding|except"))
            return null;
        // Words that a state has as well: "is the sensor offline?" where no value is gone.
        if (question.Has("offline|dead|has failed|invalid|null|gap|out of order|faulty sensor|broken sensor") && !gone)
            return asked.IsWhich && question.Has("offline") && !asked.Table.Signals.Any(Queries.States.IsState)
                ? asked.All(Missing)
                : null;
        if (
            question.Has(
                "when|what time|which time|at what time|which date|what date|which day|what day|which hour|which row"
            )
        )
            return asked.On(
                WhenMissing,
                one => one.Points.Any(point => point.Value.Kind == SignalKind.Missing),
                "missing",
                "time",
                "date",
                "day",
                "hour",
                "row",
                "value"
            );
        string[] spent =
        [
            .. (
                "missing,unavailable,null,nan,deliver,delivers,lack,lacks,gap,gaps,failed,invalid,blank,"
                + "empty,offline,dead,nothing,dropped,available,order,faulty,broken,longer,absent,valid,gives,"
                + "give,came,back,returned,proper,usable,doesnt"
            ).Split(','),
        ];
        var any =
            asked.IsWhich
            || question.Has("what is missing", "missing value", "missing values", "what's missing")
            || !asked.IsPolar;
        string[] named =
        [
            .. asked.Subjects.Content.Where(word =>
                !spent.Contains(word) && asked.Index.IsMet(word) && !Lexicon.Things.Contains(word)
            ),
        ];
        if (asked.IsCount)
            return Counted(
                question,
                named.Length > 0 ? asked.Group(CountMissing, _ => true, spent) : asked.All(CountMissing)
            );
        if (!any)
            return asked.On(Missing, _ => true, spent) is { Query.Operation: Missing } one
                ? one with
                {
                    Confidence = one.Confidence - 0.1,
                }
                : QuestionReading.Unknown(0.5);
        // "Which temperature is missing?" is about temperatures only.
        return named.Length > 0 ? asked.Group(Missing, _ => true, spent) : asked.All(Missing);
    }

    // What says of each thing whether it is there.
    private static QuestionReading? Available(Asked asked)
    {
        Func<Signal, bool> says = one =>
            Queries.States.IsState(one)
            && Words
                .OfName(one.Path)
                .Exists(word => word is "available" or "availability" or "reachable" or "online" or "connected");
        if (
            asked.Table.Signals.Count(says) < 2
            || asked.Table.Signals.Any(one => one.Value.Kind == SignalKind.Missing)
            || !asked.IsWhich && !asked.IsCount
        )
            return null;
        var group = asked.Group(
            asked.IsCount ? CountAre : WhichAre,
            says,
            "unavailable",
            "available",
            "offline",
            "unreachable",
            "sensor",
            "device"
        );
        return group.Query.Operation is CountAre or WhichAre
            ? group with
            {
                Query = group.Query with { Words = "unavailable" },
            }
            : null;
    }

    // "Is there a fan speed reading?" is answered by yes or no.
    private static QuestionReading? HasValue(Asked asked) =>
        asked.On(Is, _ => true, "reading", "value", "number", "measurement") is { Query.Operation: Is } one
            ? one with
            {
                Query = one.Query with { Words = "given" },
                Others = [.. one.Others.Select(other => other with { Words = "given" })],
                Confidence = one.Confidence - 0.04,
            }
            : null;

    // "How many sensors": signals, of which each may miss several values.
    private static QuestionReading Counted(QuestionText question, QuestionReading count) =>
        question.Has("sensors|signals|channels|devices|columns|tags")
            ? count with
            {
                Query = count.Query with { Words = "signals" },
            }
            : count;

    [GeneratedRegex(
        @"^ (?:is there an? (?:current )?[\w ]*(?:reading|value|measurement)|do we have an? [\w ]*(?:reading|value)|does [\w #-]+ (?:have|give|report|show) an? (?:reading|value|measurement))\b"
    )]
    private static partial Regex Given();

    // "Is there an error with the flow reading?", and not "Is there a value for the warning level?"
    [GeneratedRegex(@" (?:error|fault|problem|issue|alarm|warning)s? (?:with|on|of|in|for|from|at) | wrong with ")]
    private static partial Regex Wrong();

    [GeneratedRegex(
        @" (?:has|have|gives?|gave|reports?|shows?|delivers?|sends?|got|with|is|are|returned|came back) (?:no|without)(?: valid| usable| proper| current)? (?!longer|more|less)\w+| without an? | (?:is|was|came back as|reads) (?:nan|null|n/a|none)\b| does not (?:report|give|send|deliver|show|have) | no valid "
    )]
    private static partial Regex No();
}
