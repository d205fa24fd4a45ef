using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Reads a question by weighing everything that it may mean: a log-linear model over candidate queries, each described
/// by hashed features. It learns from questions and their right answers, without a query for any of them (Pasupat and
/// Liang 2015, "Compositional Semantic Parsing on Semi-Structured Tables").
/// </summary>
public static class QuestionRanking
{
    /// <summary>Most signals of a table that is ranked.</summary>
    public const int MaxSignals = 400;

    /// <summary>Most lines of a log that is ranked.</summary>
    public const int MaxEvents = 400;

    /// <summary>
    /// All that a question may mean, first that the text cannot answer it; empty where nothing is ranked: a text
    /// without signals or with too many, a question that is too long or in another language.
    /// </summary>
    /// <param name="prompt">The question.</param>
    /// <param name="table">What it is about.</param>
    /// <param name="vectors">What words mean; as shipped when left out.</param>
    public static IReadOnlyList<RankedCandidate> Candidates(
        string prompt,
        SignalTable table,
        WordVectors? vectors = null
    ) => Asked(prompt, table, vectors)?.Ranked() ?? [];

    /// <summary>All that a question may mean, weighed by some weights; null where nothing is ranked.</summary>
    public static RankedQuestion? Of(
        string prompt,
        SignalTable table,
        RankingWeights weights,
        WordVectors? vectors = null
    ) => Asked(prompt, table, vectors) is { } asked ? new RankedQuestion(asked, weights) : null;

    private static AskedCandidates? Asked(string prompt, SignalTable table, WordVectors? vectors)
    {
        if (
            table.Signals.Count + table.Events.Count == 0
            || table.Signals.Count > MaxSignals
            || table.Events.Count > MaxEvents
            || prompt.Length > RuleQuestionReader.LongestPrompt
        )
            return null;
        var names = new NameWords(table);
        var question = new QuestionText(prompt, names);
        if (Scope.IsForeign(question))
            return null;
        DayNumbers.Read(question, table);
        HourNumbers.Read(question, table);
        return new AskedCandidates(new Asked(question, table, names), vectors ?? WordVectors.Shipped);
    }
}
