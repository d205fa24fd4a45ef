using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>How a question is answered by rules, by a ranking, and by both together.</summary>
/// <param name="Rules">What the rules read, and their answer.</param>
/// <param name="Ranking">The likeliest answers of the ranking; null where nothing can be ranked.</param>
/// <param name="Both">What is made of both, and the answer.</param>
internal sealed record RankedAnswer(
    (QuestionReading Reading, string Text) Rules,
    Likely? Ranking,
    (QuestionReading Reading, string Text) Both
)
{
    /// <summary>Answers a question.</summary>
    /// <param name="one">The question.</param>
    /// <param name="weights">What its candidates are ranked by.</param>
    /// <param name="choice">Chooses between them and the rules.</param>
    public static RankedAnswer Of(RankedExample one, RankingWeights weights, AnswerChoice choice)
    {
        var rules = Answered(RuleQuestionReader.Read(one.Prompt, one.Table));
        if (QuestionRanking.Of(one.Prompt, one.Table, weights, one.Vectors) is not { } ranked)
            return new RankedAnswer(rules, null, rules);
        var options = ranked.Options(rules.Reading, rules.Text);
        return new RankedAnswer(
            rules,
            ranked.Likely,
            Answered(QuestionReader.Weighed(one.Prompt, one.Table, rules.Reading, options, choice))
        );

        (QuestionReading Reading, string Text) Answered(QuestionReading reading) =>
            (reading, QueryEvaluator.Evaluate(reading.Query, one.Table).Text);
    }
}
