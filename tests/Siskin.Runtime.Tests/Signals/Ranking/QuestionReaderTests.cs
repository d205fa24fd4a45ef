using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

/// <summary>What two ways to read a question come to: the limits between them are those of QuestionReader.</summary>
public sealed class QuestionReaderTests
{
    [Theory]
    [InlineData(0.97, 0.6, 0.97)] // both
    [InlineData(0.97, 0.45, 0.88)] // both, but the ranking is in doubt
    [InlineData(0.85, 0.99, 0.85)] // nearly sure, whatever the ranking is: one in five of these was wrong
    [InlineData(0.6, 0.99, 0.6)]
    public void Where_both_agree_it_may_be_sure(double rules, double probability, double sureness)
    {
        var read = Weighed("61.5", rules, ("61.5", probability), ("1.8", (1 - probability) / 2));

        Assert.Equal(("value \"61.5\"", sureness), (read.Query.ToString(), read.Confidence));
    }

    [Fact]
    public void Rules_that_are_sure_alone_are_kept_and_no_longer_sure()
    {
        var read = Weighed("61.5", 0.97, ("61.5", 0.1), ("1.8", 0.9));

        Assert.Equal(("value \"61.5\"", 0.88), (read.Query.ToString(), read.Confidence));
    }

    [Theory]
    [InlineData("unknown", 0.95, "unknown")] // told so for sure
    [InlineData("unknown", 0.5, "1.8")]
    [InlineData("61.5", 0.5, "1.8")]
    [InlineData("61.5", 0.85, "61.5")]
    [InlineData("unknown", 0.2, "unknown")] // left to the model
    public void Rules_that_understood_little_give_way(string answer, double rules, string taken)
    {
        var read = Weighed(answer, rules, (answer, 0.02), ("1.8", 0.98));

        Assert.Equal($"value \"{taken}\"", read.Query.ToString());
        Assert.True(read.Confidence < 0.9 || taken == answer);
    }

    [Fact]
    public void Lines_of_a_log_do_not_become_sure()
    {
        var reading = new QuestionReading(new Query(QueryOperation.CountErrors), 0.85);
        RankedCandidate[] candidates = [new(reading.Query, "2", [0])];

        var read = QuestionReader.Weighed(reading, "2", Likely.Of(candidates, RankingWeights.Of([1f, 0f])));

        Assert.Equal(0.85, read.Confidence);
    }

    [Fact]
    public void But_not_to_what_is_hardly_likelier()
    {
        var nothing = Weighed("unknown", 0.5, ("unknown", 0.4), ("1.8", 0.6));
        var something = Weighed("61.5", 0.5, ("61.5", 0.2), ("1.8", 0.8));

        Assert.Equal(("value \"unknown\"", 0.5), (nothing.Query.ToString(), nothing.Confidence));
        Assert.Equal(("value \"61.5\"", 0.5), (something.Query.ToString(), something.Confidence));
    }

    [Fact]
    public void A_question_is_answered_from_the_text()
    {
        var read = QuestionReader.Read("What is the boiler pressure?", Texts.Boiler);

        Assert.Equal("1.8 bar", QueryEvaluator.Evaluate(read.Query, Texts.Boiler).Text);
        Assert.True(read.Confidence >= 0.8, $"{read.Confidence}");
    }

    // Each answer stands for a query of its name; its probability is made by a weight of its own.
    private static QuestionReading Weighed(
        string answer,
        double confidence,
        params (string Answer, double Probability)[] likely
    )
    {
        var rest = 1 - likely.Sum(one => one.Probability);
        var all = rest > 1e-6 ? likely.Append((Answer: "rest", Probability: rest)).ToArray() : likely;
        var weights = new float[8];
        for (var i = 0; i < all.Length; i++)
            weights[i] = (float)Math.Log(all[i].Probability);
        return QuestionReader.Weighed(
            new QuestionReading(Query(answer), confidence),
            answer,
            Likely.Of(
                [.. all.Select((one, i) => new RankedCandidate(Query(one.Answer), one.Answer, [(uint)i]))],
                RankingWeights.Of(weights)
            )
        );
    }

    private static Query Query(string answer) => new(QueryOperation.Value, answer);
}
