using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class RankingLearningTests
{
    private const string Text = "boiler temperature: 61.5 C\nreturn temperature: 44.2 C\npump: running";

    [Theory]
    [InlineData("models/questions/hosts-17.jsonl", "hosts")]
    [InlineData("heat-pumps-2.jsonl", "heat-pumps")]
    [InlineData("mine.jsonl", "mine")]
    public void A_file_is_of_the_author_that_its_name_says(string file, string author) =>
        Assert.Equal(author, RankingLearning.Author(file));

    [Fact]
    public void The_choice_learns_from_what_the_weights_had_not_seen()
    {
        var learning = new RankingLearning(
            [File("home-1"), File("home-2"), File("plant-1")],
            [],
            [],
            rounds: 1,
            seed: 1
        );

        var choice = learning.Choice(["home-1.jsonl", "plant-1.jsonl"], [], folds: 2);

        var example = ChoiceExample.Of(Asked("what is the pump doing", "running"), learning.Weights(_ => true))!;
        var probabilities = choice.Probabilities(example.Options);
        Assert.Equal("running", example.Options[Array.IndexOf(probabilities, probabilities.Max())].Text);
    }

    [Fact]
    public void The_choice_learns_from_drawn_samples_as_well()
    {
        var learning = new RankingLearning([File("home-1"), File("plant-1")], [], [], rounds: 1, seed: 1);
        var drawn = Enumerable.Repeat(Asked("which signals are there?", "none"), 80).ToArray();

        var without = Written(learning.Choice(["home-1.jsonl", "plant-1.jsonl"], [], folds: 2));
        var with = Written(learning.Choice(["home-1.jsonl", "plant-1.jsonl"], drawn, folds: 2));

        Assert.NotEqual(without, with);

        static byte[] Written(AnswerChoice choice)
        {
            using var stream = new MemoryStream();
            choice.Write(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_file_that_is_not_learned_from_cannot_be_fresh() =>
        Assert.StartsWith(
            "plant-2.jsonl is fresh, but not among the files to learn from",
            Assert
                .Throws<ArgumentException>(() =>
                    new RankingLearning([File("home-1")], [], [], rounds: 1, seed: 1).Choice(
                        ["plant-2.jsonl"],
                        [],
                        folds: 2
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static (string, IReadOnlyList<RankedExample>) File(string name) =>
        (
            $"{name}.jsonl",
            [
                .. Enumerable
                    .Repeat(
                        (RankedExample[])
                            [
                                Asked("what is the boiler temperature", "61.5 C"),
                                Asked("return temperature?", "44.2 C"),
                                Asked("is the pump running", "yes"),
                                Asked("state of the pump", "running"),
                            ],
                        10
                    )
                    .SelectMany(one => one),
            ]
        );

    private static RankedExample Asked(string prompt, string answer) =>
        RankedExample.Of(new AskedQuestion(Text, prompt, [$"^{answer}"], "lookup", "in"));
}
