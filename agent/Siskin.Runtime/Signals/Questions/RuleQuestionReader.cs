using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions.Languages;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Reads English questions by a lexicon and a few rules of grammar: question and table in, query out.
/// </summary>
public static class RuleQuestionReader
{
    /// <summary>The confidence of a question that is understood whole.</summary>
    public const double Sure = 0.97;

    /// <summary>Below this confidence a reading is not to be used.</summary>
    public const double Min = 0.3;

    /// <summary>Most signals of a table that questions are read about; what has more is left to the model.</summary>
    public const int MaxSignals = 2000;

    /// <summary>Most characters of a question that is read.</summary>
    public const int LongestPrompt = 600;

    // Below this a question of another language is not read whole.
    private const double Complete = 0.72;

    // Of a text that may have been cut in the wrong places.
    private const double MostDoubtful = 0.6;

    // Words that were translated one by one are never sure.
    private const double MostForeign = 0.89;

    /// <summary>Reads a question about a table.</summary>
    public static QuestionReading Read(string prompt, SignalTable table)
    {
        if (table.Signals.Count == 0 && table.Events.Count == 0)
            return QuestionReading.None;
        if (table.Signals.Count > MaxSignals || prompt.Length > LongestPrompt)
            return QuestionReading.None;
        var names = new NameWords(table);
        var question = new QuestionText(prompt, names);
        if (Scope.IsForeign(question))
            return Foreign(prompt, table, names);
        DayNumbers.Read(question, table);
        HourNumbers.Read(question, table);
        var reading = Read(question, table, names);
        return table.IsDoubtful ? reading with { Confidence = Math.Min(reading.Confidence, MostDoubtful) } : reading;
    }

    // German, French and Dutch are read as English where every word of them is known.
    private static QuestionReading Foreign(string prompt, SignalTable table, NameWords names)
    {
        if (Translation.Of(prompt, names) is not { } english)
            return new QuestionReading(new Query(QueryOperation.Unknown), 0.95);
        var reading = Read(new QuestionText(english, names), table, names);
        return reading.Confidence < Complete || reading.Query.Operation == QueryOperation.Unknown
            ? new QuestionReading(new Query(QueryOperation.Unknown), 0.9)
            : reading with
            {
                Confidence = Math.Min(reading.Confidence, MostForeign),
            };
    }

    // "How long was the light on?" of a log whose lines change its state.
    private static QuestionReading? HistoryBefore(
        QuestionReading? reading,
        QuestionText question,
        SignalTable table,
        NameWords names,
        ref Asked? asked
    )
    {
        if (
            reading?.Query.Operation
                is not (QueryOperation.EventDuration or QueryOperation.WhenEvent or QueryOperation.WhenLastEvent)
            || !table.Signals.Any(HistoryQuestions.IsHistory)
        )
            return null;
        var history = HistoryQuestions.Read(asked ??= new Asked(question, table, names));
        return history?.Confidence > Math.Max(Complete, reading.Confidence) ? history : null;
    }

    private static QuestionReading Read(QuestionText question, SignalTable table, NameWords names)
    {
        if (ReasonQuestions.Read(question, table, names) is { } reason)
            return reason;
        if (Scope.IsBeyond(question, names))
            return new QuestionReading(
                new Query(QueryOperation.Unknown),
                question.Has("how long until|yesterday|last week|last month") ? Unread.Most : 0.92
            );
        if (Scope.IsUntold(question, names))
            return new QuestionReading(new Query(QueryOperation.Unknown), 0.85);
        Asked? asked = null;
        var reading = EventQuestions.Read(question, table);
        if (reading is null && table.Signals.Count > 0)
        {
            asked = new Asked(question, table, names);
            reading = new SignalQuestions(asked).Read();
        }

        reading = HistoryBefore(reading, question, table, names, ref asked) ?? reading ?? QuestionReading.None;
        // What is none of the fields that lines of a log print may still be a line of it.
        if (table is { Form: "log", Signals.Count: > 0 } && reading.Confidence < Complete)
            reading = EventQuestions.Read(question, table with { Signals = [] }) ?? reading;
        // "How many times did it restart?" asks for no value that one of the lines prints.
        if (
            table is { Form: "log", Signals.Count: > 0, Events.Count: > 1 }
            && reading.Query.Operation == QueryOperation.Value
            && question.Has("how many times|how often")
        )
            reading = EventQuestions.Read(question, table with { Signals = [] }) ?? reading;
        if (SecondLook.IsNeeded(reading, table))
            reading = SecondLook.Better(reading, asked ??= new Asked(question, table, names));
        reading = Fractions.Meant(Contacts.Meant(reading, question, table), question, table);
        return Unread.Weighed(reading, question, table, asked?.Index);
    }
}
