using Siskin.Runtime.Inference.Instruments.Dials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

public sealed class PrintedNumberTests
{
    [Theory]
    [InlineData("40", 40)]
    [InlineData(" 120 ", 120)]
    [InlineData("0.6", 0.6)]
    [InlineData("0,6", 0.6)]
    [InlineData(".6", 0.6)]
    [InlineData("-20", -20)]
    [InlineData("−20", -20)]
    [InlineData("–0,1", -0.1)]
    [InlineData("40°", 40)]
    [InlineData("40'", 40)]
    [InlineData("40.", 40)]
    [InlineData("4O", 40)]
    [InlineData("l5", 15)]
    [InlineData("02", 0.2)]
    [InlineData("-01", -0.1)]
    [InlineData("0", 0)]
    [InlineData("100psi", 100)]
    [InlineData("100 bar", 100)]
    [InlineData("40 °C", 40)]
    [InlineData("60%", 60)]
    public void Numerals_are_numbers(string text, double value) => Assert.Equal(value, PrintedNumber.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("bar")]
    [InlineData("°C")]
    [InlineData("Ol")] // no digit beside the letters
    [InlineData("x10")]
    [InlineData("x100")]
    [InlineData("×1000")]
    [InlineData("100x")]
    [InlineData("CL 1.6")]
    [InlineData("EN837")]
    [InlineData("123456")] // a serial number
    [InlineData("1.2.3")]
    [InlineData("12-24")]
    public void Other_texts_are_none(string text) => Assert.Null(PrintedNumber.Parse(text));
}
