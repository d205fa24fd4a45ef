using Siskin.Runtime.Inference.Instruments.Straight;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>Which texts beside a scale are numbers.</summary>
public sealed class NumeralReaderTests
{
    [Theory]
    [InlineData("40", 40.0)]
    [InlineData("=80", 80.0)]
    [InlineData("E110", 110.0)]
    [InlineData("-120", -120.0)]
    [InlineData("0-", 0.0)]
    [InlineData("30|", 30.0)]
    [InlineData("+40", 40.0)]
    [InlineData("2.5°", 2.5)]
    [InlineData("Celsius", null)]
    [InlineData("A4B", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    public void Marks_beside_a_number_are_no_part_of_it(string text, double? number) =>
        Assert.Equal(number, NumeralReader.Number(text));
}
