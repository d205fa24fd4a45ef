using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("12345.678", "12345.678", "12345.678")]
    [InlineData("00123", "00123", "123")]
    [InlineData("The gauge shows 2.5 bar.", "2.5", "2.5")]
    [InlineData("-12.5 °C", "-12.5", "-12.5")]
    [InlineData("12,5 m³", "12,5", "12.5")]
    [InlineData("1,234.5", "1,234.5", "1234.5")]
    [InlineData("1,234,567", "1,234,567", "1234567")]
    [InlineData("sensor A-4", "4", "4")]
    [InlineData("42.", "42.", "42", "42")]
    public void The_first_number_is_found(string text, string raw, string number, string? rawInstead = null)
    {
        Assert.True(NumberText.TryFind(text, out var found, out var value));
        Assert.Equal((rawInstead ?? raw, decimal.Parse(number)), (found, value));
    }

    [Theory]
    [InlineData("unreadable")]
    [InlineData("")]
    [InlineData("25.11.2026")]
    [InlineData("10.0.0.1")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_number_is_not_taken_for_one(string text) =>
        Assert.False(NumberText.TryFind(text, out _, out _));
}
