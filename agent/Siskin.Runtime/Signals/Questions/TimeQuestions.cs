using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about a time or a window of time.</summary>
internal static class TimeQuestions
{
    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (Counted(asked) is { } counted)
            return counted;
        if (question.Times.Count == 0 || !asked.Table.Signals.Any(one => one.Points[0].Time.Length > 0))
            return null;
        var window = Window(question);
        if (window.Length == 0)
            return question.Numbers.Count > 0 && asked.Comparison is { } comparison ? At(asked, comparison)
                : question.Times.Count == 1 ? At(asked, null)
                : QuestionReading.Unknown(0.5);
        var reading = SeriesQuestions.Read(asked);
        return reading is null or { Confidence: 0 }
            ? QuestionReading.Unknown(0.5)
            : reading with
            {
                Query = reading.Query with { Time = window },
                Confidence = reading.Confidence - 0.04,
            };
    }

    // "PT-102 at 90 s" where times are seconds.
    private static QuestionReading? Counted(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Times.Count > 0
            || question.Numbers.Count != 1
            || !question.Has("at")
            || asked.Comparison is not null
            || asked.IsPolar
            || asked.IsCount
        )
            return null;
        var time = question.Numbers[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!asked.Table.Signals.Any(one => one.IsSeries && one.Points.Any(point => point.Time == time)))
            return null;
        var at = asked.On(QueryOperation.At, "time");
        return at.Query.Operation == QueryOperation.At
            ? at with
            {
                Query = at.Query with { Time = time, Numbers = [] },
                Confidence = at.Confidence - 0.08,
            }
            : at;
    }

    private static QuestionReading At(Asked asked, QueryOperation? comparison)
    {
        var at = asked.On(QueryOperation.At, "time");
        if (at.Query.Operation != QueryOperation.At)
            return at;
        var time = asked.Text.Times[0];
        if (comparison is null)
            return at with { Query = at.Query with { Time = time } };
        var one = asked.On(comparison.Value, "time");
        return one with { Query = one.Query with { Time = $"{time}..{time}" }, Confidence = one.Confidence - 0.05 };
    }

    private static string Window(QuestionText question)
    {
        if (question.Times.Count == 2 && question.Has("between", "from", "and", "to"))
            return $"{question.Times[0]}..{question.Times[1]}";
        if (question.Times.Count != 1)
            return "";
        return question.Has("after|since") ? question.Times[0] + ".."
            : question.Has("before|until|till|by|up to") ? ".." + question.Times[0]
            : question.Has("from|starting") ? question.Times[0] + ".."
            : "";
    }
}
