using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class AnswerFitTests
{
    [Theory]
    [InlineData("How many outages were there?", "2025-03-01 04:12:55")]
    [InlineData("times the pump has started", "07:35")]
    [InlineData("How much cream is in the vat?", "4.1 °C")]
    [InlineData("How long did the fan run?", "yes")]
    [InlineData("How many doors are shut?", "yes: gate")]
    [InlineData("What's wrong with the second lift?", "2")]
    [InlineData("loft temp", "-32768")]
    [InlineData("depth", "-999.0")]
    [InlineData("Why is the hall so cold - is the valve shut?", "unknown")]
    public void An_answer_of_another_kind_does_not_fit(string prompt, string answer) =>
        Assert.False(AnswerFit.Fits(prompt, answer));

    [Theory]
    [InlineData("How many outages were there?", "3")]
    [InlineData("When was the last outage?", "2025-03-01 04:12:55")]
    [InlineData("How much warmer is the loft?", "4.1 °C")]
    [InlineData("By how much did it drop?", "-2.5 degC")]
    [InlineData("How much did the tank cool down?", "4.1 °C")]
    [InlineData("How much cream is in the vat?", "410 l")]
    [InlineData("Is the fan on?", "yes")]
    [InlineData("How many outages were there?", "unknown")]
    [InlineData("What's wrong with the second lift?", "door blocked")]
    [InlineData("Why is the hall so cold?", "unknown")]
    public void Any_other_answer_does(string prompt, string answer) => Assert.True(AnswerFit.Fits(prompt, answer));
}
