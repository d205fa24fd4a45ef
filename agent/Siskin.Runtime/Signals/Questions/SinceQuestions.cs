using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for the time of a state or of the newest value, and for how long something runs.</summary>
internal static class SinceQuestions
{
    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0)
            return null;
        if (
            question.Has("since when", "how long has", "how long is", "from when on")
            && question.Tokens.FirstOrDefault(word => States.IsWord(word) && word is not "up") is { } state
        )
        {
            var since = asked.On(
                Since,
                one => States.IsState(one) && one.Points[0].Time.Length > 0 && States.Is(one, state) is not null,
                state,
                "long"
            );
            if (since.Query.Operation == Since && question.Has("since when", "from when on"))
                return since with { Query = since.Query with { Words = state }, Confidence = since.Confidence - 0.1 };
        }

        if (
            question.Has("how long has", "how long is", "how long have")
            && question.Has("up|running|been on|been up|online|alive|powered")
        )
            return
                asked.On(
                    Value,
                    one => Words.OfName(one.Path).Any(word => word is "uptime" or "runtime" or "up"),
                    [.. asked.Subjects.Content]
                )
                    is var up
                ? up with
                {
                    Confidence = up.Confidence - 0.1,
                }
                : null;
        if (
            question.Has("when", "what time")
            && question.Has(
                "last message|last update|last reading|last updated|latest reading|last value|"
                    + "last received|latest message|last measured|last measurement|data taken|data from|"
                    + "measured|recorded|last seen|taken"
            )
            && asked.Table.Signals.Any(one => one.Points[^1].Time.Length > 0)
        )
            return
                asked.On(
                    WhenLast,
                    one => one.Points[^1].Time.Length > 0,
                    "message",
                    "update",
                    "updated",
                    "received",
                    "taken",
                    "seen",
                    "measured",
                    "time"
                )
                    is var last
                ? (
                    last.Query.Operation == WhenLast
                        ? last with
                        {
                            Confidence = last.Confidence - 0.1,
                        }
                        : QuestionReading.Unknown(0.5)
                )
                : null;
        return null;
    }
}
