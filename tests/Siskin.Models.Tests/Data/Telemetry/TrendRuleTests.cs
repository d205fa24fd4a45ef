using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed class TrendRuleTests
{
    [Theory]
    [InlineData("rising", 10, 20, 30, 40, 50)]
    [InlineData("falling", 500, 480, 470, 440, 430)]
    [InlineData("steady", 100, 100, 100, 100)]
    [InlineData("steady", 100, 104, 99, 103, 98, 102)]
    [InlineData("steady", 100, 101, 102)]
    [InlineData("rising", 100, 101, 102, 103)]
    public void A_window_has_the_label_that_people_give_it(string expected, params int[] values) =>
        Assert.Equal(expected, TrendRule.Label([.. values.Select(v => (long)v)]));

    [Fact]
    public void The_label_does_not_depend_on_the_offset()
    {
        long[] values = [3, 8, 5, 12, 15, 11, 19];
        long[] moved = [.. values.Select(v => v + 100_000)];
        Assert.Equal(TrendRule.Ratio(values), TrendRule.Ratio(moved), 6);
        Assert.Equal(-TrendRule.Ratio(values), TrendRule.Ratio([.. values.Select(v => -v)]), 6);
    }
}
