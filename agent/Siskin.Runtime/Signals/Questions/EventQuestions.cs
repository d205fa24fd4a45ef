using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about a log.</summary>
internal static class EventQuestions
{
    public static QuestionReading? Read(QuestionText question, SignalTable table)
    {
        if (table.Events.Count == 0)
            return null;
        bool errors = question.Has("error", "errors", "faults", "alarms", "failures"),
            warnings = question.Has("warning", "warnings");
        // Short logs of the plainest kind are what the model was trained on.
        if (
            table.Events.Count <= 12
            && table.Events.All(one => one.Time.Length <= 8)
            && !question.Has("how many", "count")
        )
            return QuestionReading.None;
        if (question.Has("how many", "count", "number of") && errors != warnings)
            return Of(errors ? CountErrors : CountWarnings);
        if (
            question.Has(
                "summarize",
                "summarise",
                "summary",
                "sum up",
                "what happened",
                "went wrong",
                "problems",
                "any errors",
                "wrong",
                "events",
                "trouble",
                "did anything fail",
                "anything fail",
                "issues",
                "overview"
            )
        )
            return Of(Events);
        return question.Has("last error", "latest error", "most recent error") ? Of(LastEvent)
            : question.Has("first error", "earliest error") ? Of(FirstEvent)
            : table.Signals.Count == 0 ? QuestionReading.None
            : null;

        QuestionReading Of(QueryOperation operation) =>
            new(new Query(operation), table.Signals.Count == 0 ? RuleQuestionReader.Sure : 0.7);
    }
}
