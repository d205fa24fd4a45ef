using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ClockEvidenceTests
{
    [Theory]
    [InlineData(4.9, 0.9, "4:54", 1)]
    [InlineData(12, 0, "12:00", 1)]
    [InlineData(11.99, 0.9917, "11:59:30", 1)] // across twelve
    [InlineData(0.001, 0.999, "12:00", 1)]
    [InlineData(4.9, 0.9, "4:56", 0.41)] // two minutes off
    [InlineData(4.9, 0.9, "5:54", 0.01)] // another hour
    [InlineData(4.9, 0.9, "10:24", 0.01)] // the hands taken for each other
    public void Hands_are_likely_where_the_time_has_them(double hours, double share, string time, double likelihood) =>
        Assert.Equal(likelihood, new ClockEvidence(hours, share).Likelihood(ClockTime.Parse(time)!.Value), 0.02);

    [Theory]
    [InlineData("4:54", "4:54", 0.7)]
    [InlineData("4:53:20", "4:53:20", 0.7)] // the same, as it was read
    [InlineData("11:20", "4:54", Answer.MaxInDoubt)]
    [InlineData("unreadable", "unreadable", 0.7)]
    public void A_time_that_was_read_gives_way_to_the_hands(string read, string text, double confidence)
    {
        var answer = new ClockEvidence(4.9, 0.9).Weigh(new(read, FinishReason.Stop, 0.7, default, default));

        Assert.Equal((text, confidence), (answer.Text, answer.Confidence));
    }
}
