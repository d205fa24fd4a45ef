using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("00530m", true)]
    [InlineData("01805.3", true)]
    [InlineData("O0153", true)] // one character may be misread
    [InlineData("12", false)]
    [InlineData("No.000946", false)]
    [InlineData("IEC62053-21", false)]
    [InlineData("5(20)A", false)]
    [InlineData("kWh", false)]
    [InlineData("", false)]
    public void A_reading_is_a_number_with_a_unit_at_most(string text, bool expected) =>
        Assert.Equal(expected, NumberText.IsReading(text));

    [Theory]
    [InlineData("7", true)]
    [InlineData("g", true)] // a 9, perhaps
    [InlineData("53", true)]
    [InlineData("4m", false)]
    [InlineData("EMIC", false)]
    [InlineData("-", false)]
    [InlineData("", false)]
    public void A_part_of_one_may_be_a_single_wheel(string text, bool expected) =>
        Assert.Equal(expected, NumberText.IsPart(text));
}
