using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class BoxAnswerTests
{
    [Theory]
    [InlineData("07 31 93 62", 0.07, 0.31, 0.87, 0.32)]
    [InlineData("00 00 99 99", 0, 0, 1, 1)]
    [InlineData("50 50 50 50", 0.5, 0.5, 0.01, 0.01)]
    public void A_box_covers_its_hundredths(string text, double x, double y, double width, double height)
    {
        var region = BoxAnswer.Parse(text)!.Value;

        Assert.Equal(x, region.X, 1e-9);
        Assert.Equal(y, region.Y, 1e-9);
        Assert.Equal(width, region.Width, 1e-9);
        Assert.Equal(height, region.Height, 1e-9);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("93 31 07 62")]
    [InlineData("07 62 93 31")]
    [InlineData("7 31 93 62")]
    [InlineData("07 31 93 6x")]
    [InlineData("07 31 93 -2")]
    [InlineData("07,31,93,62")]
    [InlineData("07 31 93 62 1")]
    public void What_is_no_box_is_no_region(string text) => Assert.Null(BoxAnswer.Parse(text));
}
