using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class ChoiceTrainerTests
{
    private static readonly int Confidence = AnswerChoice.FeatureNames.ToList().IndexOf("rules");

    [Fact]
    public void Rules_that_are_right_when_sure_are_believed_when_sure()
    {
        var choice = ChoiceTrainer.Learned([
            .. Enumerable.Repeat(Example(0.97f, areRulesRight: true), 120),
            .. Enumerable.Repeat(Example(0.5f, areRulesRight: false), 120),
        ]);

        var sure = choice.Probabilities(Example(0.97f, true).Options);
        var unsure = choice.Probabilities(Example(0.5f, true).Options);

        // The rules' option is the last.
        Assert.True(sure[^1] > 0.9 && sure[0] < 0.1, string.Join(' ', sure));
        Assert.True(unsure[^1] < 0.1 && unsure[0] > 0.9, string.Join(' ', unsure));
    }

    [Fact]
    public void What_is_right_three_times_of_four_is_as_probable()
    {
        var choice = ChoiceTrainer.Learned([
            .. Enumerable.Range(0, 400).Select(i => Example(0.9f, areRulesRight: i % 4 > 0)),
        ]);

        var probabilities = choice.Probabilities(Example(0.9f, true).Options);

        Assert.Equal(0.25, probabilities[0], 0.01);
        Assert.Equal(0.75, probabilities[^1], 0.01);
    }

    [Fact]
    public void The_same_examples_give_the_same_choice()
    {
        ChoiceExample[] examples =
        [
            .. Enumerable.Range(0, 200).Select(i => Example(0.3f + i * 0.003f, areRulesRight: i % 3 > 0)),
        ];

        Assert.Equal(File(), File());

        byte[] File()
        {
            using var file = new MemoryStream();
            ChoiceTrainer.Learned(examples).Write(file);
            return file.ToArray();
        }
    }

    [Fact]
    public void Without_a_right_and_a_wrong_answer_there_is_nothing_to_learn()
    {
        Assert.Contains(
            "all of 0 options",
            Assert.Throws<ArgumentException>(() => ChoiceTrainer.Learned([])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            ChoiceTrainer.Learned([Example(0.9f, true) with { IsRight = [true, true] }])
        );
    }

    // Two answers; what tells them apart is how sure the rules are.
    private static ChoiceExample Example(float confidence, bool areRulesRight) =>
        new(
            [Option("a", -confidence, isOfRules: false), Option("b", confidence, isOfRules: true)],
            [!areRulesRight, areRulesRight]
        );

    private static AnswerOption Option(string answer, float confidence, bool isOfRules)
    {
        var features = new float[AnswerChoice.FeatureNames.Count];
        features[Confidence] = confidence;
        return new AnswerOption(answer, new Query(QueryOperation.Value, answer), isOfRules, features);
    }
}
