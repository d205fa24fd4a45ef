using Siskin.Runtime.Signals.Queries;

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

    /// <summary>Reads a question about a table.</summary>
    public static QuestionReading Read(string prompt, SignalTable table)
    {
        if (table.Signals.Count == 0 && table.Events.Count == 0)
            return QuestionReading.None;
        if (table.IsDoubtful)
            return QuestionReading.None;
        if (table.Signals.Count > MaxSignals || prompt.Length > LongestPrompt)
            return QuestionReading.None;
        var names = new NameWords(table);
        var question = new QuestionText(prompt, names);
        if (Scope.IsForeign(question))
            return new QuestionReading(new Query(QueryOperation.Unknown), 0.95);
        if (Scope.IsBeyond(question, names))
            return new QuestionReading(new Query(QueryOperation.Unknown), 0.92);
        var reading =
            EventQuestions.Read(question, table)
            ?? (table.Signals.Count == 0 ? QuestionReading.None : new SignalQuestions(question, table, names).Read());
        return Unread.Weighed(reading, question);
    }
}
