using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>Answers that a question may get, and which of them are right.</summary>
internal sealed record ChoiceExample(IReadOnlyList<AnswerOption> Options, bool[] IsRight)
{
    /// <summary>What a question comes to; null where nothing is ranked.</summary>
    public static ChoiceExample? Of(RankedExample example, RankingWeights weights)
    {
        var reading = RuleQuestionReader.Read(example.Prompt, example.Table);
        if (QuestionRanking.Of(example.Prompt, example.Table, weights, example.Vectors) is not { } ranked)
            return null;
        var options = ranked.Options(reading, QueryEvaluator.Evaluate(reading.Query, example.Table).Text);
        return new ChoiceExample(options, [.. options.Select(one => example.Accepts(one.Text))]);
    }
}
