using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Tests.Updates;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("22:00-05:00", "23:30", true)]
    [InlineData("22:00-05:00", "04:59", true)]
    [InlineData("22:00-05:00", "05:00", false)]
    [InlineData("22:00-05:00", "12:00", false)]
    [InlineData("9:00-17:00", "09:00", true)]
    [InlineData("9:00-17:00", "17:00", false)]
    [InlineData("0:00-0:00", "13:00", true)]
    public void It_may_go_over_midnight(string window, string time, bool open) =>
        Assert.Equal(open, TimeWindow.Parse(window).Contains(TimeOnly.ParseExact(time, "HH:mm", null)));

    [Theory]
    [InlineData("22:00")]
    [InlineData("22-5")]
    [InlineData("25:00-26:00")]
    [InlineData("")]
    public void What_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => TimeWindow.Parse(text));
}
