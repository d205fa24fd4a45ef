using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for shares and ratios: "what percent of swap is in use", "A divided by B", "how many times".</summary>
internal static class ShareQuestions
{
    private static readonly string[] Shares =
    [
        "percentage of",
        "percent of",
        "per cent of",
        "fraction of",
        "share of",
        "proportion of",
        "portion of",
        "part of",
        "% of",
    ];

    private static readonly string[] Over =
    [
        " divided by ",
        " relative to ",
        " as a share of ",
        " as a fraction of ",
        " as a percentage of ",
        " as percent of ",
        " over ",
        " per ",
        " to ",
        " / ",
    ];

    private static readonly HashSet<string> Whole =
    [
        .. "total size capacity max maximum full limit nominal rated all sum produced installed".Split(' '),
    ];

    private static readonly HashSet<string> Used =
    [
        .. "used use usage occupied consumed taken full filled utilized".Split(' '),
    ];
    private static readonly HashSet<string> Free =
    [
        .. "free available avail left remaining unused empty spare".Split(' '),
    ];

    private static readonly string[] Spent =
    [
        "percent",
        "percentage",
        "fraction",
        "share",
        "proportion",
        "portion",
        "part",
        "ratio",
        "divided",
        "times",
        "relative",
        "used",
        "use",
        "full",
        "per",
        "in",
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0 || question.Times.Count > 0 || asked.IsPolar)
            return null;
        if (Times(asked) is { } times)
            return times;
        foreach (var cue in Shares)
            if (question.Lower.IndexOf(cue + " ", StringComparison.Ordinal) is > 0 and var at)
                return Share(asked, question.Lower[(at + cue.Length)..], question.Lower[..at]);
        return Quotient(asked);
    }

    // "How many times more rx than tx", "how many times higher is A than B".
    private static QuestionReading? Times(Asked asked)
    {
        var question = asked.Text;
        if (!question.Has("how many times", "by what factor", "what factor") || !question.Has("than", "as"))
            return null;
        foreach (var joint in (string[])[" than ", " as "])
            if (question.Lower.LastIndexOf(joint, StringComparison.Ordinal) is > 0 and var at)
                return Of(asked, question.Lower[..at], question.Lower[(at + joint.Length)..], "", 0.05);
        return null;
    }

    // "share of running hours that were loaded", "what percent of swap is in use"
    private static QuestionReading? Share(Asked asked, string behind, string before)
    {
        var end = -1;
        foreach (
            var verb in (string[])
                [
                    " that ",
                    " which ",
                    " is ",
                    " are ",
                    " was ",
                    " were ",
                    " does ",
                    " do ",
                    " did ",
                    " has ",
                    " goes ",
                    " comes ",
                    " we ",
                ]
        )
            if (behind.IndexOf(verb, StringComparison.Ordinal) is > 0 and var at && (end < 0 || at < end))
                end = at;
        string whole = end > 0 ? behind[..end] : behind,
            part = end > 0 ? behind[end..] : before;
        // A signal that is itself such a percentage.
        var direct = asked.On(Value, one => one.Unit == "%" || NamedUnit.Of(one.Path) == "%", Spent);
        if (direct.Query.Operation == Value && direct.Confidence > 0.85 && direct.Others.Count == 0)
            return direct with { Confidence = direct.Confidence - 0.08 };
        return WholeOf(asked, whole, part) ?? Of(asked, part, whole, "%", 0.06);
    }

    // What is used, or free, of the total beside it.
    private static QuestionReading? WholeOf(Asked asked, string whole, string part)
    {
        var isFree = Words.Split(part).Any(Free.Contains);
        var side = isFree ? Free : Used;
        if (!isFree && !Words.Split(part).Any(Used.Contains))
            return null;
        var used = asked.Subjects.One(
            one => one.Value.IsNumber && Own(one).Any(side.Contains),
            [.. Spent, .. Used, .. Free]
        );
        if (used.IsLacking || used.Rows.Count == 0)
            return null;
        var row = asked.Table.Signals[used.Rows[0]];
        string[] stem = [.. Own(row).Where(word => !side.Contains(word))];
        var total = asked.Table.Signals.FirstOrDefault(one =>
            one.Value.IsNumber
            && one != row
            && Paths.Parent(one.Path) == Paths.Parent(row.Path)
            && Own(one).Any(Whole.Contains)
            && stem.All(word => Own(one).Contains(word))
        );
        return total is null
            ? null
            : new QuestionReading(
                new Query(Ratio, row.Path, total.Path) { Unit = "%" },
                RuleQuestionReader.Sure - 0.06 - used.Doubt - (used.Others.Count > 0 ? 0.3 : 0)
            );
    }

    private static QuestionReading? Quotient(Asked asked)
    {
        var question = asked.Text;
        var says =
            question.Tokens.Contains("ratio")
            || question.Has("divided by|relative to|as a share of|as a fraction of|as a percentage of|as percent of");
        var counts =
            question.Has("how many|how much|what is the|whats the") && question.Has("per")
            || question.Lower.Contains(" over ", StringComparison.Ordinal)
                && !question.Has("how much|how many|which|is|are|over all|over the");
        if (!says && !counts)
            return null;
        var unit = question.Has("percentage", "percent") ? "%" : "";
        foreach (var joint in Over)
        {
            var at = question.Lower.LastIndexOf(joint, StringComparison.Ordinal);
            if (
                at < 0
                || joint == " to " && !question.Tokens.Contains("ratio")
                || joint == " over " && asked.Names.Has("over")
            )
                continue;
            string left = question.Lower[..at],
                right = question.Lower[(at + joint.Length)..];
            if (left.LastIndexOf(" ratio of ", StringComparison.Ordinal) is > 0 and var of)
                left = left[(of + 10)..];
            if (Of(asked, left, right, unit, says ? 0.04 : 0.1) is { } reading)
                return reading;
        }

        return null;
    }

    private static QuestionReading? Of(Asked asked, string left, string right, string unit, double doubt)
    {
        if (asked.Subjects.Of(left).Count == 0 || asked.Subjects.Of(right).Count == 0)
            return null;
        if (asked.Pairs.Of(left, right) is not { } pair)
            return null;
        return new QuestionReading(
            new Query(Ratio, asked.Table.Signals[pair.Left.Rows[0]].Path, asked.Table.Signals[pair.Right.Rows[0]].Path)
            {
                Unit = unit,
            },
            RuleQuestionReader.Sure - doubt - Math.Max(0, pair.Left.Doubt - (unit.Length == 0 ? 0.2 : 0))
        );
    }

    private static List<string> Own(Signal one) => Words.OfName(Paths.Leaf(one.Path));
}
