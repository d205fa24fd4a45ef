using Siskin.Models.Data.Frames;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class CounterReadingTests
{
    [Fact]
    public void A_wheel_turns_only_while_all_wheels_right_of_it_pass_from_nine_to_zero()
    {
        var rolling = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var reading = CounterReading.Draw(new Random(seed), 6, 2);
            for (var i = 0; i < 5; i++)
            {
                var fraction = reading.Positions[i] - Math.Floor(reading.Positions[i]);
                var expected = Math.Max(0, reading.Positions[i + 1] - 9);
                Assert.Equal(expected, fraction, 9);
                rolling += fraction > 0 ? 1 : 0;
            }
        }

        Assert.True(rolling > 100, $"Only {rolling} wheels besides the last were under way.");
    }

    [Theory]
    [InlineData(0, "00482710")]
    [InlineData(2, "004827.10")]
    [InlineData(3, "00482.710")]
    public void Text_keeps_leading_zeros_and_puts_the_point_before_the_decimals(int decimals, string expected)
    {
        Assert.Equal(expected, new CounterReading([0, 0, 4, 8, 2, 7, 1, 0.4], decimals).Text);
    }

    [Fact]
    public void A_wheel_between_two_digits_counts_as_the_lower_one()
    {
        Assert.Equal("1.9", new CounterReading([1.5, 9.5], 1).Text);
    }
}
