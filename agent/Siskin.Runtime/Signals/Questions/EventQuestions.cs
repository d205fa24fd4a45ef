using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about a log.</summary>
internal static class EventQuestions
{
    private static readonly HashSet<string> Frame =
    [
        .. "error errors warning warnings fault faults alarm alarms failure failures problem problems event events critical active still pending cleared message messages line lines log entry entries component occur occurred came raised appear appeared start stop stopped started".Split(
            ' '
        ),
    ];

    public static QuestionReading? Read(QuestionText question, SignalTable table)
    {
        // A log in no known form is the model's.
        if (table.Events.Count == 0)
            return
                question.Has(
                    "summarize|summarise|sum up|what happened|went wrong|the log|log summary|"
                        + "errors or warnings|errors and warnings|one-line summary|how bad is it|the events|"
                        + "anything to look at"
                )
                && question.Numbers.Count == 0
                && !table.Signals.Any(one => one.Alias.Length > 0)
                ? QuestionReading.None
                : null;
        // Short logs of the plainest kind are what the model was trained on.
        var plain = table.Events.Count <= 12 && table.Events.All(one => one.Time.Length <= 8);
        bool errors = question.Has("error|errors|faults|fault|alarms|alarm|failures|failure|critical|fatal"),
            warnings = question.Has("warning", "warnings", "warn");
        var count = question.Has("how many", "count", "number of", "how often");
        var about = About(question, table);
        if (count && errors != warnings && about.Length == 0)
            return Of(errors ? CountErrors : CountWarnings);
        if (count && question.Has("lines|entries|messages|events|records") && !errors && !warnings)
            return Of(CountEvents, 0.05);
        if (table.Events.Any(one => one.IsActive is not null))
        {
            if (question.Has("active|still|open|pending|outstanding|not cleared|uncleared|standing"))
                return about.Length > 0 && IsAbout(table, about)
                    ? Of(EventIsActive, 0.06) with
                    {
                        Query = new Query(EventIsActive) { Words = about },
                    }
                    : Of(count ? CountActive : ActiveEvents, 0.02);
            if (question.Has("how long", "duration"))
                return Of(EventDuration, 0.1) with { Query = new Query(EventDuration) { Words = about } };
        }

        if (question.Has("who", "how long"))
            return QuestionReading.Unknown(0.6);
        if (count && about.Length > 0 && !errors && !warnings && table.Signals.Count == 0)
            return Of(CountAbout, 0.12) with { Query = new Query(CountAbout) { Words = about } };
        if (plain && !count && about.Length == 0)
            return QuestionReading.None;
        if (
            question.Has(
                "last error|latest error|most recent error|last problem|last fault|last alarm|"
                    + "newest error|last failure"
            )
        )
            return Of(LastEvent);
        if (question.Has("first error|earliest error|first problem|first fault|first alarm|first failure"))
            return Of(FirstEvent);
        if (question.Has("when", "what time", "at which time") && about.Length > 0)
            return Of(WhenEvent, 0.12) with { Query = new Query(WhenEvent) { Words = about } };
        if (
            question.Has(
                "what error|which error|what errors|which errors|list the errors|what failed|"
                    + "which component|what fault"
            )
        )
            return Of(AnyErrors, 0.12);
        if (errors != warnings && about.Length == 0 && question.Has("any|were there|are there|is there|was there"))
            return Of(errors ? AnyErrors : AnyWarnings, 0.02);
        if (
            about.Length == 0
            && question.Has(
                "summarize|summarise|summary|sum up|what happened|went wrong|problems|any errors|"
                    + "wrong|events|trouble|did anything fail|anything fail|issues|overview|"
                    + "what is going on|errors and warnings"
            )
        )
            return Of(Events);
        if (about.Length > 0)
            return Of(EventAbout, 0.2) with { Query = new Query(EventAbout) { Words = about } };
        return table.Signals.Count == 0 ? QuestionReading.Unknown(0.5) : null;

        QuestionReading Of(QueryOperation operation, double doubt = 0) =>
            new(new Query(operation), (table.Signals.Count == 0 ? RuleQuestionReader.Sure : 0.7) - doubt);
    }

    private static bool IsAbout(SignalTable table, string words) =>
        table.Events.Any(one => one.IsActive is not null && EventAnswers.IsAbout(one, words));

    // The words of the question that lines have, where one line has them all.
    private static string About(QuestionText question, SignalTable table)
    {
        string[] content =
        [
            .. question.Content.Where(word =>
                word.Length > 1
                && !Frame.Contains(word)
                && !Lexicon.Things.Contains(word)
                && table.Events.Any(one => EventAnswers.IsAbout(one, word))
            ),
        ];
        for (var take = content.Length; take > 0; take--)
        {
            var words = string.Join(' ', content[..take]);
            if (table.Events.Any(one => EventAnswers.IsAbout(one, words)))
                return words;
        }

        return "";
    }
}
