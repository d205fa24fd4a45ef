using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class RankingWeightsTests
{
    [Fact]
    public void What_is_written_is_read_in_steps_of_the_largest()
    {
        using var file = new MemoryStream();
        RankingWeights.Of([0f, 1.27f, -0.634f, 0f]).Write(file);
        file.Position = 0;

        var read = RankingWeights.Read(file).Probabilities([Candidate(1), Candidate(2), Candidate(1, 2)]);

        // 1.27, -0.63 and 0.64 as scores.
        double[] scores = [Math.Exp(1.27), Math.Exp(-0.63), Math.Exp(0.64)];
        Assert.All(read.Zip(scores), pair => Assert.Equal(pair.Second / scores.Sum(), pair.First, 5));
        Assert.Equal(12 + 4, file.Length);
    }

    [Fact]
    public void Only_the_last_bits_of_a_feature_choose_its_weight()
    {
        var weights = RankingWeights.Of([0f, 2f]);

        var probabilities = weights.Probabilities([Candidate(0xFFFFFFFE), Candidate(0xFFFFFFFF)]);

        Assert.True(probabilities[1] > 0.85);
        Assert.Equal(1, probabilities.Sum(), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void As_many_weights_as_no_power_of_two_are_refused(int count) =>
        Assert.Contains(
            $"{count} weights",
            Assert.Throws<ArgumentException>(() => RankingWeights.Of(new float[count])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Another_file_is_refused()
    {
        using var file = new MemoryStream(new byte[64]);

        Assert.Throws<InvalidDataException>(() => RankingWeights.Read(file));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        using var whole = new MemoryStream();
        RankingWeights.Of(new float[64]).Write(whole);
        using var cut = new MemoryStream(whole.ToArray()[..40]);

        Assert.Throws<EndOfStreamException>(() => RankingWeights.Read(cut));
    }

    [Fact]
    public void What_is_shipped_weighs_something()
    {
        var probabilities = RankingWeights.Shipped.Probabilities(
            QuestionRanking.Candidates("How warm is the boiler?", Texts.Boiler)
        );

        Assert.Equal(1, probabilities.Sum(), 6);
        Assert.True(probabilities.Max() > 3 * probabilities.Average());
    }

    private static RankedCandidate Candidate(params uint[] features) =>
        new(new Query(QueryOperation.Unknown), "unknown", features);
}
