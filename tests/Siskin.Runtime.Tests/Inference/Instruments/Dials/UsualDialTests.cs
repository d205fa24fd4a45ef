using Siskin.Runtime.Inference.Instruments.Dials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Layouts of barometers.</summary>
public sealed class UsualDialTests
{
    [Theory]
    [InlineData("What does the barometer show in inHg?", 29.5)]
    [InlineData("What is the air pressure in hPa?", 29.94)]
    [InlineData("What is the air pressure in mm Hg?", 29.94)]
    public void The_unit_tells_which_layouts_are_usual(string prompt, double top) =>
        Assert.Equal(top, UsualDial.Of(prompt, DialUnit.AskedIn(prompt)).MaxBy(dial => dial.Share).Top);

    [Theory]
    [InlineData("What is the pressure in bar?")]
    [InlineData("What is the temperature beside the barometer in Celsius?")]
    [InlineData("What does the barometer show?")]
    public void Other_instruments_have_none(string prompt) =>
        Assert.Empty(UsualDial.Of(prompt, DialUnit.AskedIn(prompt)));

    [Theory]
    [InlineData("inHg")]
    [InlineData("hPa")]
    public void Some_dials_are_laid_out_otherwise(string unit) =>
        Assert.InRange(
            UsualDial.Of("What does the barometer show?", DialUnit.Named(unit)).Sum(dial => dial.Share),
            0.85,
            0.97
        );

    [Fact]
    public void Values_rise_clockwise_from_the_one_above()
    {
        var dial = new UsualDial(29.5, 90, 1);

        Assert.Equal(90, dial.Place(30.5)!.Value, 1e-9);
        Assert.Equal(28.5, dial.At(-90), 1e-9);
        Assert.Null(dial.Place(31.5)); // 180 degrees: the gap
    }
}
