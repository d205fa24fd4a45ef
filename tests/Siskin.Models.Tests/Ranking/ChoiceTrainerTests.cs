using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class ChoiceTrainerTests
{
    [Fact]
    public void Rules_that_are_right_when_sure_are_believed_when_sure()
    {
        var choice = ChoiceTrainer.Learned([
            .. Enumerable.Repeat(Example(0.97, areRulesRight: true), 60),
            .. Enumerable.Repeat(Example(0.5, areRulesRight: false), 60),
        ]);

        var sure = choice.Probabilities(Example(0.97, true).Options);
        var unsure = choice.Probabilities(Example(0.5, true).Options);

        // The rules' option is the last.
        Assert.True(sure[^1] > 0.8, $"{sure[^1]}");
        Assert.True(unsure[^1] < 0.2, $"{unsure[^1]}");
    }

    [Fact]
    public void Without_examples_the_likelier_is_taken()
    {
        var probabilities = ChoiceTrainer.Learned([]).Probabilities(Example(0.97, true).Options);

        Assert.Equal(0.5, probabilities[0], 2);
    }

    [Fact]
    public void What_is_right_whatever_is_chosen_tells_nothing()
    {
        var example = Example(0.97, true);

        Assert.True(example.IsTelling);
        Assert.False((example with { IsRight = [true, true] }).IsTelling);
        Assert.False((example with { IsRight = [false, false] }).IsTelling);
    }

    // Two answers that the ranking finds as likely.
    private static ChoiceExample Example(double confidence, bool areRulesRight)
    {
        RankedCandidate[] candidates = [Candidate("a"), Candidate("b")];
        var options = AnswerOption.Of(
            new QuestionReading(candidates[1].Query, confidence),
            "b",
            Likely.Of(candidates, RankingWeights.Of([0f]))
        );
        return new ChoiceExample(options, [.. options.Select(one => one.IsOfRules == areRulesRight)]);
    }

    private static RankedCandidate Candidate(string answer) =>
        new(new Query(QueryOperation.Value, answer), answer, [0]);
}
