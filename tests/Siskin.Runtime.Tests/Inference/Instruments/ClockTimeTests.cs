using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ClockTimeTests
{
    [Theory]
    [InlineData("4:54", 4, 54, null)]
    [InlineData("12:05", 0, 5, null)]
    [InlineData("0:30", 0, 30, null)]
    [InlineData(" 11:59:07 ", 11, 59, 7)]
    public void Times_are_read_as_answers_write_them(string text, int hour, int minute, int? second) =>
        Assert.Equal(new ClockTime(hour, minute, second), ClockTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4:")]
    [InlineData("4:5")]
    [InlineData("4:60")]
    [InlineData("13:00")]
    [InlineData("4:5:6:7")]
    [InlineData("-4:50")]
    [InlineData("4:054")]
    [InlineData("4.5 bar")]
    [InlineData("unreadable")]
    public void What_is_no_time_is_none(string text) => Assert.Null(ClockTime.Parse(text));

    [Theory]
    [InlineData(4.9, 0.9, "4:54")]
    [InlineData(5.2, 0.9, "4:54")] // an hour hand that runs ahead
    [InlineData(4.6, 0.9, "4:54")] // or behind
    [InlineData(11.99, 0.0, "12:00")]
    [InlineData(0.02, 0.99, "11:59")]
    [InlineData(11.99, 0.999, "12:00")] // 59.94 minutes are the next hour
    [InlineData(0.5, 0.5, "12:30")]
    public void The_hour_is_the_one_that_the_minute_hand_fits(double hours, double share, string time) =>
        Assert.Equal(time, ClockTime.Of(hours, share).ToString());

    [Fact]
    public void Seconds_are_told_where_they_are_known() =>
        Assert.Equal(("3:07:09", 187.15), (new ClockTime(3, 7, 9).ToString(), new ClockTime(3, 7, 9).Minutes));
}
