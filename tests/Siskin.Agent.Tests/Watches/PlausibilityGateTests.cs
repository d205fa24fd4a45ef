using System.Globalization;
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

        Assert.Null(gate.Validate(0.9));
        Assert.Equal("confidence 0.8988 is below 0.9", gate.Validate(0.89876));
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
    public void One_step_of_the_last_place_that_was_read_is_no_speed()
    {
        var gate = new PlausibilityGate(Open with { MaxRate = 2.5m, Monotonic = true }, _time);
        Judge(gate, "04641.5");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(Judge(gate, "04641.6").Error); // 6 per hour
        Assert.NotNull(Judge(gate, "04641.8").Error);
    }

    [Theory]
    [InlineData("99999.9", "00000.2", null, null)]
    [InlineData("99999.9", "00000.2", null, 2.5)]
    [InlineData("99999.9", "0.2", 5, null)]
    [InlineData("9", "0", 1, null)]
    public void A_counter_goes_on_over_zero_where_its_digits_are_known(
        string before,
        string after,
        int? digits,
        double? rate
    )
    {
        var gate = new PlausibilityGate(
            Open with
            {
                Monotonic = true,
                Digits = digits,
                MaxRate = (decimal?)rate,
            },
            _time
        );
        Judge(gate, before);
        _time.Advance(TimeSpan.FromHours(1));

        var verdict = Judge(gate, after);

        Assert.Null(verdict.Error);
        Assert.True(verdict.Rate > 0);
        Assert.Equal(decimal.Parse(after, CultureInfo.InvariantCulture), gate.Previous);
    }

    [Theory]
    [InlineData("99999.9", "0.2", null)] // who knows where it ends?
    [InlineData("95000.0", "05000.1", null)] // a 9 misread
    [InlineData("54321.0", "00001.0", 5)]
    public void A_fall_that_is_no_rollover_stays_a_fall(string before, string after, int? digits)
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true, Digits = digits }, _time);
        Judge(gate, before);

        Assert.Contains("below the previous value", Judge(gate, after).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_digits_than_the_counter_has_are_refused()
    {
        var gate = new PlausibilityGate(Open with { Digits = 5, Scale = 0.001m }, _time);

        Assert.Null(gate.Judge(99.999m).Error);
        Assert.Equal("more than 5 digits before the decimal point", gate.Judge(100).Error);
    }

    [Fact]
    public void Readings_that_agree_against_the_value_replace_it()
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true, MaxRate = 3, ResyncAfter = 4 }, _time);
        Judge(gate, "91234.5"); // misread, and far away
        string[] right = ["41234.6", "41234.6", "41234.7"];
        foreach (var text in right)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.NotNull(Judge(gate, text).Error);
        }
        Assert.Equal(91234.5m, gate.Previous);

        Assert.Equal(new Verdict(null, null, Resynchronised: true), Judge(gate, "41234.7"));
        Assert.Equal(41234.7m, gate.Previous);
    }

    [Fact]
    public void Readings_that_move_on_far_from_the_value_agree()
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true, ResyncAfter = 3 }, _time);
        foreach (var text in new[] { "1000", "50", "52" })
            Judge(gate, text);

        Assert.True(Judge(gate, "54").Resynchronised);
    }

    [Theory]
    [InlineData("unsure", "50,50,50", 0.5)]
    [InlineData("they contradict each other", "50,70,20,60,10,80", 0.95)]
    [InlineData("falling", "50,49,48,47", 0.95)]
    [InlineData("one that passes between", "50,50,1000,50,50", 0.95)]
    public void Others_do_not(string why, string readings, double confidence)
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true, ResyncAfter = 3 }, _time);
        Judge(gate, "1000");

        foreach (var text in readings.Split(','))
            Judge(gate, text, confidence);

        Assert.True(gate.Previous == 1000, why);
    }

    [Fact]
    public void With_zero_the_value_is_never_given_up()
    {
        var gate = new PlausibilityGate(Open with { Monotonic = true, ResyncAfter = 0 }, _time);
        Judge(gate, "1000");

        for (var i = 0; i < 100; i++)
            Assert.NotNull(Judge(gate, "50").Error);
    }

    private static Verdict Judge(PlausibilityGate gate, string text, double confidence = 0.95)
    {
        var reading = NumberText.Find(text, out _)!;
        return gate.Judge(gate.ValueOf(reading.Number)!.Value, reading, confidence);
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
