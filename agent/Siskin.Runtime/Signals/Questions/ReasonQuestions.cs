using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions for a reason, which only what a text prints as one can answer: <c>stop_reason: "door open"</c>.
/// </summary>
internal static class ReasonQuestions
{
    private const string Why =
        "why|how come|what caused|what made|what is the reason|what was the reason|for what reason";

    // A reason that is the only one of a text, and one of several that the question's words choose.
    private const double OnlyOne = 0.8;
    private const double Chosen = 0.72;

    // "unknown", where the text may hold the reason in other words, and where nothing of it can.
    private const double MayBeTold = 0.6;
    private const double NotTold = 0.92;

    private static readonly HashSet<string> Names =
    [
        .. (
            "reason cause fault error err trip failure fail alarm warning message msg note remark comment detail details "
            + "trigger interlock inhibit lockout transfer"
        ).Split(' '),
    ];

    private static readonly HashSet<string> Nothing =
    [
        "none",
        "ok",
        "no",
        "n/a",
        "-",
        "normal",
        "good",
        "yes",
        "clear",
        "on",
        "off",
    ];

    /// <summary>The reading of a question for a reason; null where none is asked for.</summary>
    public static QuestionReading? Read(QuestionText question, SignalTable table, NameWords names)
    {
        if (!question.Has(Why) || question.Has("why not"))
            return null;
        if (table.Signals.Count > 0)
        {
            var asked = new Asked(question, table, names);
            int[] rows = [.. Enumerable.Range(0, table.Signals.Count).Where(i => Tells(asked, i))];
            if (rows.Length == 1)
                return new QuestionReading(new Query(QueryOperation.Value, table.Signals[rows[0]].Path), OnlyOne);
            if (rows.Length > 1)
            {
                var telling = rows.Select(i => table.Signals[i].Path).ToHashSet();
                var reading = asked.On(
                    QueryOperation.Value,
                    one => telling.Contains(one.Path),
                    "why",
                    "reason",
                    "caused"
                );
                if (reading.Query.Operation == QueryOperation.Value)
                    return reading with { Confidence = Math.Min(reading.Confidence, Chosen) };
            }

            if (rows.Length > 0)
                return QuestionReading.Unknown(MayBeTold);
        }

        return QuestionReading.Unknown(table.Events.Count > 0 || table.Signals.Any(IsText) ? MayBeTold : NotTold);
    }

    private static bool Tells(Asked asked, int i) =>
        IsText(asked.Table.Signals[i]) && asked.Index.AllWords(i).Any(word => Names.Contains(word));

    // More than a code or a state: words.
    private static bool IsText(Signal one) =>
        one.Value.Kind == SignalKind.Text
        && one.Value.Text.Length > 2
        && one.Value.Text.Any(char.IsAsciiLetter)
        && !Nothing.Contains(one.Value.Text.Trim().ToLowerInvariant());
}
