using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

/// <summary>What two ways to read a question come to, by a choice of given probabilities.</summary>
public sealed class QuestionReaderTests
{
    [Theory]
    [InlineData(0.97, 0.95, 0.97)] // both
    [InlineData(0.97, 0.8, 0.88)] // the choice is in doubt
    [InlineData(0.85, 0.99, 0.85)] // what the rules are not sure of does not become sure
    [InlineData(0.6, 0.99, 0.6)]
    public void What_the_rules_are_sure_of_may_be_sure(double rules, double probability, double sureness)
    {
        var read = Weighed(rules, ("1.8", 1 - probability), ("61.5", probability));

        Assert.Equal(("value \"61.5\"", sureness), (read.Query.ToString(), read.Confidence));
    }

    [Theory]
    [InlineData(0.8, 0.97)]
    [InlineData(0.7, 0.88)]
    public void Of_few_signals_less_is_certain(double probability, double sureness) =>
        Assert.Equal(sureness, Weighed(Texts.Boiler, 0.97, ("1.8", 1 - probability), ("61.5", probability)).Confidence);

    [Theory]
    [InlineData("unknown", 0.95, "1.8")]
    [InlineData("61.5", 0.5, "1.8")]
    [InlineData("61.5", 0.97, "1.8")]
    [InlineData("unknown", 0.2, "1.8")] // what the rules would leave to the model
    public void Rules_give_way_to_what_is_more_probable(string answer, double rules, string taken)
    {
        var read = Weighed(rules, ("1.8", 0.6), ("3", 0.3), (answer, 0.5));

        Assert.Equal($"value \"{taken}\"", read.Query.ToString());
        Assert.True(read.Confidence < QuestionReader.Sure, $"{read.Confidence}");
    }

    [Fact]
    public void What_is_as_probable_does_not_take_their_place() =>
        Assert.Equal("value \"61.5\"", Weighed(0.6, ("1.8", 0.5), ("61.5", 0.5)).Query.ToString());

    [Fact]
    public void An_answer_of_the_ranking_is_as_sure_as_the_choice_and_never_sure()
    {
        var clear = Weighed(0.5, ("1.8", 0.99), ("unknown", 0.01));
        var close = Weighed(0.5, ("1.8", 0.6), ("unknown", 0.04));

        Assert.Equal("value \"1.8\"", close.Query.ToString());
        Assert.InRange(close.Confidence, 0.3, clear.Confidence);
        Assert.InRange(clear.Confidence, close.Confidence, 0.7);
    }

    [Fact]
    public void A_question_is_answered_from_the_text()
    {
        var read = QuestionReader.Read("What is the boiler pressure?", Texts.Boiler);

        Assert.Equal("1.8 bar", QueryEvaluator.Evaluate(read.Query, Texts.Boiler).Text);
        Assert.True(read.Confidence >= QuestionReader.Sure, $"{read.Confidence}");
    }

    // Each answer stands for a query of its name; that of the rules is the last. The options are told apart by their
    // only feature: a tree for each gives the logarithm of its odds, and nothing to others.
    private static QuestionReading Weighed(double confidence, params (string Answer, double Probability)[] all) =>
        Weighed(Texts.Outlets, confidence, all);

    private static QuestionReading Weighed(
        SignalTable table,
        double confidence,
        params (string Answer, double Probability)[] all
    )
    {
        var trees = all.Select(
            (one, i) =>
                new BoostedTrees.Node[]
                {
                    new(0, 1, i - 0.5f),
                    new(0, 0, 0),
                    new(0, 1, i + 0.5f),
                    new(0, 0, (float)Math.Log(one.Probability / (1 - one.Probability))),
                    new(0, 0, 0),
                }
        );
        return QuestionReader.Weighed(
            "What is it?",
            table,
            new QuestionReading(Query(all[^1].Answer), confidence),
            [.. all.Select((one, i) => new AnswerOption(one.Answer, Query(one.Answer), i == all.Length - 1, [i]))],
            new AnswerChoice(BoostedTrees.Of(["option"], [.. trees]))
        );
    }

    private static Query Query(string answer) => new(QueryOperation.Value, answer);
}
