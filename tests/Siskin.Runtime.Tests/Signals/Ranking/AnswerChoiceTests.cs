using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class AnswerChoiceTests
{
    [Fact]
    public void The_sum_of_the_trees_is_the_logarithm_of_the_odds()
    {
        var choice = new AnswerChoice(
            BoostedTrees.Of(
                ["sure"],
                [
                    [new(0, 1, 0.5f), new(0, 0, -2), new(0, 0, 1)],
                    [new(0, 0, 1)],
                ]
            )
        );

        var probabilities = choice.Probabilities([Option(0), Option(1)]);

        Assert.Equal(1 / (1 + Math.E), probabilities[0], 6);
        Assert.Equal(1 / (1 + Math.Exp(-2)), probabilities[1], 6);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var features = new float[AnswerChoice.FeatureNames.Count];
        using var file = new MemoryStream();
        new AnswerChoice(
            BoostedTrees.Of(
                AnswerChoice.FeatureNames,
                [
                    [new(0, 0, 3)],
                ]
            )
        ).Write(file);

        var read = AnswerChoice.Read(new MemoryStream(file.ToArray()));

        Assert.Equal(1 / (1 + Math.Exp(-3)), read.Probabilities([new AnswerOption("a", Query, true, features)])[0], 6);
    }

    [Theory]
    [InlineData("luck", "luck")]
    [InlineData(null, "in another order")]
    public void A_choice_by_other_features_is_refused(string? added, string told)
    {
        var names = AnswerChoice.FeatureNames.Reverse().ToList();
        if (added is not null)
            names.Add(added);
        using var file = new MemoryStream();
        new AnswerChoice(BoostedTrees.Of(names, [])).Write(file);

        var error = Assert.Throws<InvalidDataException>(() => AnswerChoice.Read(new MemoryStream(file.ToArray())));

        Assert.Equal($"a choice by other features ({told}): learn it anew", error.Message);
    }

    [Fact]
    public void What_is_shipped_is_read_and_small()
    {
        using var file = new MemoryStream();
        AnswerChoice.Shipped.Write(file);

        Assert.InRange(file.Length, 10_000, 300_000);
    }

    private static Query Query => new(QueryOperation.Value, "a");

    private static AnswerOption Option(float feature) => new("a", Query, false, [feature]);
}
