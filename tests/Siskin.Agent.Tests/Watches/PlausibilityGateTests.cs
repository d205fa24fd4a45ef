using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Configuration;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class PlausibilityGateTests
{
    private static readonly GateSection Open = new(0, false, null, null, 1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Confidence_must_reach_the_least()
    {
        var gate = new PlausibilityGate(Open with { MinConfidence = 0.9 }, _time);

        Assert.Null(gate.Object(0.9));
        Assert.Equal("confidence 0.8988 is below 0.9", gate.Object(0.89876));
    }

    [Fact]
    public void A_monotonic_value_does_not_fall_and_a_refused_one_changes_nothing()
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true }, _time);
        gate.Judge(100);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("value 99 is below the previous value 100", gate.Judge(99).Error);
        Assert.Equal(100, gate.Previous);
        Assert.Null(gate.Judge(100).Error);
    }

    [Fact]
    public void The_rate_is_per_hour_and_held_in_both_directions()
    {
        var gate = new PlausibilityGate(Open with { MaxRate = 2 }, _time);
        Assert.Equal(new Verdict(null, null), gate.Judge(10));
        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(new Verdict("rate 3 per hour exceeds 2 per hour", 3), gate.Judge(11.5m));
        Assert.Equal(new Verdict("rate -3 per hour exceeds 2 per hour", -3), gate.Judge(8.5m));
        Assert.Equal(new Verdict(null, 2), gate.Judge(11));
    }

    [Fact]
    public void A_real_jump_is_accepted_once_enough_time_has_passed()
    {
        var gate = new PlausibilityGate(Open with { MaxRate = 2 }, _time);
        gate.Judge(10);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(gate.Judge(14).Error);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Null(gate.Judge(14).Error);
    }

    [Fact]
    public void One_step_of_the_last_decimal_is_no_speed()
    {
        var gate = new PlausibilityGate(Open with { MaxRate = 0.1m, Decimals = 2 }, _time);
        gate.Judge(10);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(gate.Judge(10.01m).Error);
        Assert.NotNull(gate.Judge(10.03m).Error);
    }

    [Fact]
    public void A_value_set_from_outside_is_what_the_next_is_held_against()
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true }, _time);
        gate.Judge(9_000);

        gate.Set(100);
        Assert.Null(gate.Judge(101).Error);
        gate.Set(null);
        Assert.Null(gate.Judge(5).Error);
    }

    [Theory]
    [InlineData("123456", 3, 0.001, "123.456")]
    [InlineData("12.5", 3, 1, "12.500")]
    [InlineData("2.345", 2, 1, "2.35")]
    [InlineData("7", null, 1, "7")]
    public void Scale_and_decimals_make_the_value(string number, int? decimals, double scale, string value)
    {
        var gate = new PlausibilityGate(Open with { Decimals = decimals, Scale = (decimal)scale }, _time);

        Assert.Equal(value, gate.ValueOf(decimal.Parse(number)).ToString());
    }

    [Fact]
    public void Even_absurd_values_are_judged()
    {
        var gate = new PlausibilityGate(Open with { MaxRate = 1, Scale = 1_000_000_000 }, _time);
        gate.Judge(0);

        Assert.Null(gate.ValueOf(decimal.MaxValue));
        Assert.NotNull(gate.Judge(decimal.MaxValue).Error);
        Assert.NotNull(gate.Judge(decimal.MinValue).Error);
    }
}
