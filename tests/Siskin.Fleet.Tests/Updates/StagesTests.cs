using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Tests.Updates;

public sealed class StagesTests
{
    [Theory]
    [InlineData("1,10%,100%", 200, "1 20 200")]
    [InlineData("1,10%,100%", 5, "1 5")]
    [InlineData("1, 50%", 3, "1 2")]
    [InlineData("10%,100%", 1, "1")]
    [InlineData("100%", 7, "7")]
    [InlineData("5,2,100%", 10, "5 10")]
    public void Each_stage_ends_with_more_devices_than_the_one_before(string text, int devices, string ends) =>
        Assert.Equal(ends, string.Join(' ', Stages.Parse(text).Of(devices)));

    [Theory]
    [InlineData("")]
    [InlineData("0,100%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("half")]
    [InlineData("1,,2")]
    [InlineData("1.5")]
    public void What_are_no_stages_is_refused(string text) => Assert.Throws<FormatException>(() => Stages.Parse(text));
}
