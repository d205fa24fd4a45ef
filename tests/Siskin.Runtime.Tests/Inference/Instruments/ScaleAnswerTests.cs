using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ScaleAnswerTests
{
    [Theory]
    [InlineData("0 to 250 °F", 0, 250, "°F")]
    [InlineData("-1 to 1.5 bar", -1, 1.5, "bar")]
    [InlineData("960 to 1060", 960, 1060, null)]
    public void Its_ends_and_unit_are_read(string text, double low, double high, string? unit) =>
        Assert.Equal(new ScaleRange(low, high, unit), ScaleAnswer.Parse(text));

    [Theory]
    [InlineData("unreadable")]
    [InlineData("10 to 10 bar")] // does not rise
    [InlineData("0 to bar")]
    [InlineData("to 10")]
    [InlineData("")]
    public void Other_texts_are_no_scale(string text) => Assert.Null(ScaleAnswer.Parse(text));
}
