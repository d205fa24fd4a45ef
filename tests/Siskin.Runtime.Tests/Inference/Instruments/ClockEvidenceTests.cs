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
    [InlineData(4.9, 0.9, "4:57", 0.64)] // three minutes off
    [InlineData(4.9, 0.9, "5:54", 0.14)] // another hour
    [InlineData(4.9, 0.9, "10:24", 0.1)] // the hands taken for each other
    public void Hands_are_likely_where_the_time_has_them(double hours, double share, string time, double likelihood) =>
        Assert.Equal(likelihood, new ClockEvidence(hours, share).Likelihood(ClockTime.Parse(time)!.Value), 0.02);

    [Theory]
    [InlineData("4:54", 0.7)]
    [InlineData("4:53:20", 0.7)]
    [InlineData("11:20", Answer.MaxInDoubt)]
    [InlineData("unreadable", 0.7)]
    public void A_time_that_the_hands_do_not_show_is_in_doubt(string read, double confidence)
    {
        var answer = new ClockEvidence(4.9, 0.9).Weigh(new(read, FinishReason.Stop, 0.7, default, default));

        Assert.Equal((read, confidence), (answer.Text, answer.Confidence));
    }
}
