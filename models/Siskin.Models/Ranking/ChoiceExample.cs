using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>Answers that a question may get, and which of them are right.</summary>
internal sealed record ChoiceExample(IReadOnlyList<AnswerOption> Options, bool[] IsRight)
{
    /// <summary>Whether some are right and others wrong.</summary>
    public bool IsTelling => Array.IndexOf(IsRight, true) >= 0 && Array.IndexOf(IsRight, false) >= 0;

    /// <summary>
    /// What a question comes to; null where nothing is ranked, or where the rules leave it to the model.
    /// </summary>
    public static ChoiceExample? Of(RankedExample example, RankingWeights weights)
    {
        if (example.Candidates.Count == 0)
            return null;
        var reading = RuleQuestionReader.Read(example.Prompt, example.Table);
        if (reading.Confidence < RuleQuestionReader.Min)
            return null;
        var answer = QueryEvaluator.Evaluate(reading.Query, example.Table).Text;
        var options = AnswerOption.Of(reading, answer, Likely.Of(example.Candidates, weights));
        return new ChoiceExample(options, [.. options.Select(one => example.Accepts(one.Text))]);
    }
}
