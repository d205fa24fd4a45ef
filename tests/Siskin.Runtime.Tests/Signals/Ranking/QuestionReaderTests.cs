using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

/// <summary>What two ways to read a question come to, by a choice that trusts probabilities and sure rules.</summary>
public sealed class QuestionReaderTests
{
    [Theory]
    [InlineData(0.97, 0.9, 0.97)] // both
    [InlineData(0.97, 0.1, 0.88)] // the choice is in doubt
    [InlineData(0.85, 0.99, 0.85)] // what the rules are not sure of does not become sure
    [InlineData(0.6, 0.99, 0.6)]
    public void What_the_rules_are_sure_of_may_be_sure(double rules, double probability, double sureness)
    {
        var read = Weighed("61.5", rules, ("61.5", probability), ("1.8", 1 - probability));

        Assert.Equal(("value \"61.5\"", sureness), (read.Query.ToString(), read.Confidence));
    }

    [Theory]
    [InlineData("unknown", 0.95, "unknown")]
    [InlineData("unknown", 0.5, "1.8")]
    [InlineData("61.5", 0.5, "1.8")]
    [InlineData("unknown", 0.2, "unknown")] // left to the model
    public void Rules_that_understood_little_give_way(string answer, double rules, string taken)
    {
        var read = Weighed(answer, rules, (answer, 0.05), ("1.8", 0.95));

        Assert.Equal($"value \"{taken}\"", read.Query.ToString());
        Assert.True(read.Confidence < 0.9, $"{read.Confidence}");
    }

    [Fact]
    public void An_answer_of_the_ranking_is_as_sure_as_the_choice_and_never_sure()
    {
        var clear = Weighed("unknown", 0.5, ("unknown", 0.01), ("1.8", 0.99));
        var close = Weighed("unknown", 0.5, ("unknown", 0.04), ("1.8", 0.96));

        Assert.Equal("value \"1.8\"", close.Query.ToString());
        Assert.InRange(close.Confidence, 0.3, clear.Confidence);
        Assert.InRange(clear.Confidence, close.Confidence, 0.7);
    }

    [Theory]
    [InlineData("unknown", 0.5, "1.8")]
    [InlineData("61.5", 0.5, "1.8")]
    [InlineData("61.5", 0.85, "61.5")] // plain questions are what rules are made for
    public void What_is_hardly_likelier_takes_the_place_of_all_but_plain_readings(
        string answer,
        double rules,
        string taken
    )
    {
        var read = Weighed(answer, rules, (answer, 0.11), ("1.8", 0.89));

        Assert.Equal($"value \"{taken}\"", read.Query.ToString());
    }

    [Fact]
    public void An_answer_that_no_candidate_gives_is_the_least_likely()
    {
        var read = Weighed("7", 0.97, ("61.5", 0.6), ("1.8", 0.4));

        Assert.Equal("value \"61.5\"", read.Query.ToString());
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
            "What is it?",
            new QuestionReading(Query(answer), confidence),
            answer,
            Likely.Of(
                [.. all.Select((one, i) => new RankedCandidate(Query(one.Answer), one.Answer, [(uint)i]))],
                RankingWeights.Of(weights)
            ),
            Trusting
        );
    }

    // The logarithm of the probability, and four times how sure the rules are.
    private static AnswerChoice Trusting =>
        AnswerChoice.Of([
            .. AnswerOption.FeatureNames.Select(name =>
                name switch
                {
                    "probability" => 1.0,
                    "rules-confidence" => 4,
                    _ => 0,
                }
            ),
        ]);

    private static Query Query(string answer) => new(QueryOperation.Value, answer);
}
