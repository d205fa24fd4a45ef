using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class NumberAnswerTests
{
    [Theory]
    [InlineData("155 mbar", 155, 0, "mbar")]
    [InlineData("-2.50 °C", -2.5, 2, "°C")]
    [InlineData("0041.5", 41.5, 1, "")]
    [InlineData("37 %", 37, 0, "%")]
    public void A_number_and_its_unit_are_read(string text, double value, int places, string unit) =>
        Assert.Equal(new NumberAnswer(value, places, unit), NumberAnswer.Parse(text));

    [Theory]
    [InlineData("unreadable")]
    [InlineData("N")]
    [InlineData("")]
    [InlineData("bar 5")]
    public void Any_other_text_is_no_number(string text) => Assert.Null(NumberAnswer.Parse(text));
}
