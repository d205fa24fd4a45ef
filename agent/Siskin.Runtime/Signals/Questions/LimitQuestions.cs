using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about the limits that the text itself gives.</summary>
internal static class LimitQuestions
{
    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count == 0
            && asked.Table.Signals.Any(one => one.High is not null)
            && question.Has("left|until|before|to go|away from|headroom|margin|how far")
            && question.Has("limit|high|maximum|max|mark|critical|threshold|headroom|margin")
            && question.Has("how many|how much|how far|headroom|margin")
        )
            return asked.On(
                Headroom,
                one => one.High is not null && one.Value.IsNumber,
                "left|before|until|limit|high|maximum|max|mark|critical|threshold|headroom|margin|upper|far".Split('|')
            );
        // "Which freezer is too warm?"
        if (
            question.Numbers.Count == 0
            && question.Tokens.IndexOf("too") is >= 0 and var too
            && too + 1 < question.Tokens.Count
        )
            return TooMuch(asked, question.Tokens[too + 1]);
        var own = question.Has(
            "own limit|its limit|their limit|its limits|their limits|limit violation|"
                + "limit violations|limits|the maximum|its maximum|their maximum|limit given|"
                + "limit violated|limit exceeded|the limit|a limit|any limit|its threshold|thresholds|"
                + "its max|its own|allowed maximum|out of spec|out of range|out of bounds|alarm limit|"
                + "limit|allowed|permitted|tolerance"
        );
        if (!own || question.Numbers.Count > 0)
            return null;
        if (!asked.Table.Signals.Any(HasLimit))
            return question.Has("limit", "limits") && !asked.Subjects.Content.Contains("limit")
                ? QuestionReading.None
                : null;
        var asks =
            asked.IsPolar
            || asked.IsWhich
            || question.Has("violation|violations|exceeded|exceeding|exceeds|over|above|beyond|out of");
        // "Is it within its limits?" is answered the other way round.
        var isWithin =
            question.Has("within|inside|in range|in spec|in bounds|ok|okay|fine|respect|keep to|keeps to")
            && !question.Has("not|out of|outside|exceed|over|above|beyond");
        return asks
            ? asked.Group(
                isWithin ? WithinLimits : BeyondLimits,
                HasLimit,
                "violation",
                "violations",
                "violated",
                "limit",
                "limits",
                "exceeding",
                "maximum",
                "threshold",
                "thresholds",
                "given",
                "own",
                "allowed",
                "spec",
                "range",
                "bounds",
                "alarm",
                "permitted",
                "tolerance",
                "drop",
                "changed",
                "replaced"
            )
            : null;

        static bool HasLimit(Signal one) => one.High is not null || one.Low is not null;
    }

    private static readonly Dictionary<string, int> Degrees = new(StringComparer.Ordinal)
    {
        ["warm"] = 1,
        ["hot"] = 1,
        ["high"] = 1,
        ["fast"] = 1,
        ["full"] = 1,
        ["loud"] = 1,
        ["humid"] = 1,
        ["much"] = 1,
        ["big"] = 1,
        ["cold"] = -1,
        ["cool"] = -1,
        ["low"] = -1,
        ["slow"] = -1,
        ["empty"] = -1,
        ["dry"] = -1,
        ["little"] = -1,
        ["small"] = -1,
    };

    private static QuestionReading? TooMuch(Asked asked, string degree)
    {
        if (!Degrees.TryGetValue(degree, out var way) || !asked.Table.Signals.Any(HasIt))
            return null;
        var group = asked.Group(BeyondLimits, HasIt, "too", degree);
        return group.Query.Operation != BeyondLimits
            ? group
            : group with
            {
                Query = group.Query with { Words = way > 0 ? "high" : "low" },
                Confidence = group.Confidence - 0.06,
            };

        bool HasIt(Signal one) => way > 0 ? one.High is not null : one.Low is not null;
    }
}
