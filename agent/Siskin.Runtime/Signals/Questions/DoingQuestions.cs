using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for what something is doing, how long it has been at it, and how long it still takes.</summary>
internal static class DoingQuestions
{
    private static readonly HashSet<string> States =
    [
        .. "state status activity mode operation phase program running stage step preset action condition opmode".Split(
            ' '
        ),
    ];

    private static readonly HashSet<string> Left =
    [
        .. "remaining remain left togo timeleft ttg eta countdown".Split(' '),
    ];

    private static readonly HashSet<string> Along =
    [
        .. "progress completion complete completed percent done".Split(' '),
    ];

    private static readonly HashSet<string> Gone =
    [
        .. "elapsed uptime runtime up age duration sec hours tonbatt".Split(' '),
    ];

    // Of several states the first that says what is done.
    private const double Vague = 0.7;

    private static readonly string[] Spent =
    [
        .. (
            "doing,time,left,last,will,can,could,need,carry,hold,keep,remaining,much,long,longer,going,been,running,up,given,seconds,minutes,hours,take,takes,go,state,"
            + "mode,status,current,session,until,done,finished,ready,job,already,it"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0 || question.Times.Count > 0)
            return null;
        if (question.Has("how far along|how far is the|what progress|how much is done|how far has"))
            return Of(asked, one => one.Value.IsNumber && Named(one, Along), 0.12);
        if (question.Starts("is|are|was|does|do|has"))
            return null;
        if (
            question.Has(
                "doing|what state is|which state is|what mode is|which mode is|what phase is|what is the state of|in what state|in which state|in which mode|in what mode|what program"
            )
        )
            return Of(asked, one => one.Value.Kind == SignalKind.Text && Named(one, States), 0.12);
        if (
            IsLasting(question)
            || question.Has(
                "time left|time remaining|remaining time|how much longer|how long left|how long does it still|time to go|how long until|how long till|minutes left|hours left|seconds left|minutes of runtime|minutes of battery|runtime left|runtime are left|runtime is left|runtime do we have|how much time is left"
            )
        )
            return Of(
                asked,
                one =>
                    one.Value.Kind != SignalKind.Boolean
                    && Named(one, Left)
                        | IsReserve(one)
                        | one.Path.Contains("time_to", StringComparison.OrdinalIgnoreCase)
                        | one.Path.Contains("TimeTo", StringComparison.Ordinal),
                0.1
            );
        return
            question.Has("how long has|how long have|how long is")
            && question.Has("going|been|running|up|on|lasting|lasted|active|elapsed")
            ? Of(asked, one => one.Value.Kind != SignalKind.Boolean && Named(one, Gone) && !Named(one, Left), 0.12)
            : null;
    }

    // "How many minutes will the battery last?"
    private static bool IsLasting(QuestionText question) =>
        question.Has("how long|how many minutes|how many hours")
        && question.Has("will|can|could|still")
        && question.Has("last|run|go|need|take|carry|hold|keep");

    // A battery's runtime is what is left of it.
    private static bool IsReserve(Signal one) =>
        Words.OfName(one.Path) is var own
        && own.Contains("runtime")
        && !own.Contains("low")
        && own.Exists(word => word is "battery" or "batt" or "ups");

    private static QuestionReading? Of(Asked asked, Func<Signal, bool> fits, double doubt)
    {
        Signal[] rows = [.. asked.Table.Signals.Where(fits)];
        if (rows.Length == 0)
            return null;
        string[] named =
        [
            .. asked.Subjects.Content.Where(word => !Spent.Contains(word) && !Lexicon.Things.Contains(word)),
        ];
        // "How long has this session lasted?" of several times.
        if (asked.Subjects.Content.Contains("session") && asked.Index.IsMet("session"))
        {
            named = [.. named, "session"];
            rows =
            [
                .. asked.Table.Signals.Where(one =>
                    one.Value.IsNumber
                        && Words.OfName(one.Path).Contains("session")
                        && NamedUnit.Stated(one) is var unit
                        && (UnitScale.Differ(unit, "s") || UnitScale.Known(unit) == UnitScale.Known("s"))
                    || fits(one) && Words.OfName(one.Path).Contains("session")
                ),
            ];
            if (rows.Length == 0)
                return null;
        }

        var unmet = named.Count(word => !asked.Index.IsMet(word));
        var minutes =
            asked.Text.Has("how many minutes|minutes left|minutes of") ? "min"
            : asked.Text.Has("how many hours|hours left") ? "h"
            : "";
        if (rows.Length == 1 && minutes.Length > 0 && UnitScale.Differ(rows[0].Unit, minutes))
            return new QuestionReading(
                new Query(Value, rows[0].Path) { Unit = minutes },
                RuleQuestionReader.Sure - doubt - 0.08 * unmet
            );
        if (rows.Length == 1)
            return new QuestionReading(new Query(Value, rows[0].Path), RuleQuestionReader.Sure - doubt - 0.08 * unmet);
        var reading = asked.On(Value, fits, Spent);
        if (reading.Query.Operation == Value)
            return reading with { Confidence = reading.Confidence - doubt };
        // "What is the robot doing?" of one whose name goes without saying.
        Signal[] told = [.. rows.Where(one => one.Value.Kind == SignalKind.Text && IsActivity(one))];
        return told.Length > 0 && unmet == named.Length
            ? new QuestionReading(new Query(Value, told[0].Path), Vague - 0.08 * Math.Max(0, unmet - 1))
            : null;
    }

    // Whether it is reachable or ready says nothing of what it does.
    private static bool IsActivity(Signal one) =>
        one.Value.Text.ToLowerInvariant()
            is not ("online" or "offline" or "ready" or "ok" or "on" or "off" or "connected" or "good" or "normal");

    private static bool Named(Signal one, HashSet<string> words) =>
        Words.OfName(Paths.Leaf(one.Path)).Exists(words.Contains)
        || words.Contains(one.Path[(one.Path.LastIndexOfAny(['/', '.']) + 1)..].ToLowerInvariant());
}
