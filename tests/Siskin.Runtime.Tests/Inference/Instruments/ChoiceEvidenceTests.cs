using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ChoiceEvidenceTests
{
    [Fact]
    public void Shares_are_weighed_and_the_largest_is_the_answer()
    {
        var answer = ChoiceEvidence.Weigh(Chosen(0.5), text => text == "b" ? 0.9 : 0.1);

        Assert.Equal("b", answer.Text);
        Assert.Equal([0.05 / 0.5, 0.45 / 0.5], answer.Choices!.Select(choice => choice.Probability));
        Assert.Equal(Looks.MaxDisputed, answer.Confidence); // not sure for that alone
    }

    [Fact]
    public void What_both_prefer_may_be_sure()
    {
        var answer = Chosen(0.95) with { Choices = [new ChoiceShare("a", 0.95), new ChoiceShare("b", 0.05)] };

        var weighed = ChoiceEvidence.Weigh(answer, text => text == "a" ? 1 : 0.01);

        Assert.Equal(("a", 0.95), (weighed.Text, weighed.Confidence)); // and no surer than it was
        Assert.InRange(weighed.Choices![0].Probability, 0.999, 1);
    }

    [Fact]
    public void Who_would_rather_have_said_something_else_is_no_surer_for_it() =>
        Assert.Equal(0.9 * 0.2, ChoiceEvidence.Weigh(Chosen(0.1), text => text == "b" ? 0.9 : 0.1).Confidence, 1e-9);

    [Fact]
    public void Where_nothing_can_be_said_of_a_choice_the_answer_stays()
    {
        var answer = Chosen(0.5);

        Assert.Same(answer, ChoiceEvidence.Weigh(answer, text => text == "b" ? null : 1));
        Assert.Same(answer, ChoiceEvidence.Weigh(answer, _ => 0));
    }

    // Two choices of equal shares.
    private static Answer Chosen(double confidence) =>
        new("a", FinishReason.Stop, confidence, default, default)
        {
            Choices = [new ChoiceShare("a", 0.5), new ChoiceShare("b", 0.5)],
        };
}
