using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about states over time: how long, when and how often something was on.</summary>
internal static class HistoryQuestions
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["run"] = "running",
        ["ran"] = "running",
        ["runs"] = "running",
        ["start"] = "running",
        ["starts"] = "running",
        ["started"] = "running",
        ["stop"] = "stopped",
        ["stops"] = "stopped",
        ["produce"] = "producing",
        ["heat"] = "heating",
        ["charge"] = "charging",
        ["opened"] = "open",
        ["closed"] = "closed",
        ["close"] = "closed",
        ["lit"] = "on",
        ["faulted"] = "fault",
        ["failed"] = "fault",
        ["fail"] = "fault",
        ["alarmed"] = "alarm",
        ["triggered"] = "alarm",
    };

    private static readonly string[] Spent =
    [
        .. (
            "long,when,time,times,minutes,hours,seconds,often,switch,switched,switches,turn,turned,turns,went,came,come,"
            + "changed,change,begin,began,first,last,again,total,overall,altogether,detected,been,state,mode,night,day,"
            + "morning,evening,log,spend,spent,spends,kept,enter,entered,entering,leave,period,duration,late,earliest"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || !asked.Table.Signals.Any(one => IsHistory(one) || IsMoment(one))
            || Operation(question) is not { } operation
        )
            return null;
        // "When was it switched on?" of what is printed once.
        Func<Signal, bool> isTold =
            operation == WhenIs && question.Has("was|were|did") ? one => IsHistory(one) || IsMoment(one) : IsHistory;
        (var state, var spent) = State(asked, isTold);
        if (state.Length == 0)
            return null;
        var reading = asked.On(operation, one => isTold(one) && Knows(one, state), [.. spent, .. Spent]);
        if (reading.Query.Operation != operation)
            return null;
        return reading with
        {
            Query = reading.Query with { Words = state, Time = Window(question), Numbers = [] },
            Others = [.. reading.Others.Select(one => one with { Words = state })],
            Confidence = reading.Confidence - (question.Times.Count > 0 ? 0.12 : 0.06),
        };
    }

    /// <summary>Whether a signal has several states with their times.</summary>
    public static bool IsHistory(Signal one) =>
        one.IsSeries
        && one.Points[0].Time.Length > 0
        && one.Points.All(point =>
            !point.Value.IsNumber || point.Value.Number is 0 or 1 && point.Value.Unit.Length == 0
        )
        && one.Points.Any(point => point.Value.Kind != SignalKind.Missing);

    // A state with the time that it is of.
    private static bool IsMoment(Signal one) =>
        !one.IsSeries && one.Value.Kind is SignalKind.Text or SignalKind.Boolean && one.Points[0].Time.Length > 0;

    private static QueryOperation? Operation(QuestionText question) =>
        question.Has("how many") && question.Has("rows|samples|readings|lines|records|measurements|entries") ? CountAre
        : question.Has("how often|how many times|number of times|how many starts|how many cycles") ? CountIs
        : question.Has("how long has|how long is") ? WhenLastIs
        : question.Has(
            "how long|how many minutes|how many hours|how many seconds|total time|how much time|duration|running time|on time|for what time"
        )
            ? DurationIs
        : question.Starts("did|was|were|has|have")
        && (question.Has("ever|at any time|at some point") || question.Starts("did"))
            ? AnyIs
        : question.Has("since when|from when") ? WhenLastIs
        : !question.Has("when|what time|at which time|which time|at what time")
        && !question.Lower.TrimEnd(' ', '?').EndsWith(" at", StringComparison.Ordinal)
            ? null
        : question.Has("last|latest|most recently|again|back|finally") ? WhenLastIs
        : WhenIs;

    private static bool Knows(Signal one, string state) =>
        one.Points.Any(point => States.Is(one with { Points = [point] }, state) == true);

    // The state that is asked about: a word of the field's, or one that a value has.
    private static (string State, string[] Spent) State(Asked asked, Func<Signal, bool> isTold)
    {
        var tokens = asked.Text.Tokens;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            var word = Verbs.GetValueOrDefault(tokens[i], tokens[i]);
            if (
                (
                    States.IsWord(word) && !IsPreposition(tokens, i)
                    || word.Length > 2 && !Lexicon.Stop.Contains(word) && IsValue(asked, word)
                )
                && asked.Table.Signals.Any(one => isTold(one) && Knows(one, word))
                && !(
                    asked.Names.Has(tokens[i])
                    && States.IsWord(word)
                    && tokens
                        .Take(i)
                        .Concat(tokens.Skip(i + 1))
                        .Any(one => States.IsWord(Verbs.GetValueOrDefault(one, one)))
                )
            )
                return (word, [tokens[i], word]);
        }

        // "When was the first motion?"
        return
            asked.Direction == 0
            && asked.Text.Has("first|last|motion|detected|movement|trigger|triggered|activity")
            && asked.Subjects.Content.Any(asked.Index.IsMet)
            && asked.Table.Signals.Any(one => IsHistory(one) && Knows(one, "on"))
            ? ("on", [])
            : ("", []);
    }

    private static bool IsValue(Asked asked, string word) =>
        asked.Table.Signals.Any(one =>
            IsHistory(one)
            && one.Points.Any(point =>
                point.Value.Kind == SignalKind.Text && Words.Split(point.Value.Text).Contains(word)
            )
        );

    // "On the line", "up to".
    private static bool IsPreposition(List<string> tokens, int i) =>
        tokens[i] is "on" or "up" or "down" or "off" or "line"
        && i + 1 < tokens.Count
        && tokens[i + 1] is "the" or "to" or "a" or "of" or "that" or "this";

    /// <summary>The window of time that a question gives, or "".</summary>
    public static string Window(QuestionText question) =>
        question.Times.Count switch
        {
            2 => $"{question.Times[0]}..{question.Times[1]}",
            1 when question.Has("after|since") => question.Times[0] + "..",
            1 when question.Has("before|until|till|by|up to") => ".." + question.Times[0],
            1 when question.Has("from") => question.Times[0] + "..",
            1 when question.Times[0].EndsWith(":00", StringComparison.Ordinal) && question.Times[0].Length == 5 =>
                $"{question.Times[0]}..{question.Times[0][..3]}59:59",
            1 => $"{question.Times[0]}..{question.Times[0]}",
            _ => "",
        };
}
