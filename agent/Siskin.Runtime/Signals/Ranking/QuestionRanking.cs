using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Reads a question by weighing everything that it may mean: a log-linear model over candidate queries, each described
/// by hashed features; what it learns from are questions with right answers, not with queries (Pasupat and Liang 2015,
/// "Compositional Semantic Parsing on Semi-Structured Tables").
/// </summary>
public static class QuestionRanking
{
    /// <summary>Most signals of a table that is ranked.</summary>
    public const int MaxSignals = 400;

    /// <summary>All that a question may mean; empty where it is not ranked.</summary>
    public static IReadOnlyList<RankedCandidate> Candidates(string prompt, SignalTable table)
    {
        if (
            table.Signals.Count + table.Events.Count == 0
            || table.Signals.Count > MaxSignals
            || prompt.Length > RuleQuestionReader.LongestPrompt
        )
            return [];
        var names = new NameWords(table);
        var question = new QuestionText(prompt, names);
        if (Scope.IsForeign(question))
            return [];
        HourNumbers.Read(question, table);
        return Candidates(new Asked(question, table, names));
    }

    private static RankedCandidate[] Candidates(Asked asked)
    {
        var groups = new RowGroups(asked);
        var features = new CandidateFeatures(asked, groups);
        return
        [
            .. Ranking
                .Candidates.Of(asked, groups)
                .Select(one => new RankedCandidate(one.Query, one.Answer, features.Of(one))),
        ];
    }
}
