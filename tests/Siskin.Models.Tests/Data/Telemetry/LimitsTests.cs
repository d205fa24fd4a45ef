using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed class LimitsTests
{
    [Fact]
    public void Limits_lie_strictly_on_their_side()
    {
        var rng = new Random(2);
        for (var round = 0; round < 20_000; round++)
        {
            var decimals = rng.Next(3);
            long value = rng.Next(-3000, 9000);
            var number = value / (decimal)Reading.Power(decimals);
            Assert.True(decimal.Parse(Limits.Below(rng, value, decimals)) < number);
            Assert.True(decimal.Parse(Limits.Above(rng, value, decimals)) > number);
        }
    }

    [Fact]
    public void A_limit_between_two_values_touches_neither()
    {
        var rng = new Random(2);
        for (var round = 0; round < 20_000; round++)
        {
            var decimals = rng.Next(3);
            long low = rng.Next(-3000, 9000),
                high = low + rng.Next(1, 400);
            if (Limits.Between(rng, low, high, decimals) is { } limit)
                Assert.InRange(decimal.Parse(limit) * Reading.Power(decimals), low + 1, high - 1);
            else
                Assert.Equal(low + 1, high);
        }
    }

    [Fact]
    public void Positive_values_get_no_negative_limit()
    {
        var rng = new Random(4);
        for (var round = 0; round < 5_000; round++)
            Assert.True(decimal.Parse(Limits.Below(rng, rng.Next(1, 50), rng.Next(3))) >= 0);
    }
}
