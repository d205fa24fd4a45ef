using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class StandstillAlarmTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StandstillAlarm _alarm;
    private decimal _value;

    public StandstillAlarmTests() => _alarm = new StandstillAlarm(TimeSpan.FromHours(24), _time);

    [Fact]
    public void A_meter_that_never_rests_for_an_hour_raises_it_after_a_day()
    {
        Run(hours: 23.5);
        Assert.False(_alarm.IsRaised);

        Run(hours: 1);

        Assert.True(_alarm.IsRaised);
    }

    [Fact]
    public void An_hour_of_rest_lowers_it()
    {
        Run(hours: 30);

        Rest(hours: 0.9);
        Assert.True(_alarm.IsRaised);
        Rest(hours: 0.2);

        Assert.False(_alarm.IsRaised);
        Assert.Equal(_time.GetUtcNow(), _alarm.Still);
    }

    [Fact]
    public void Rest_that_is_broken_within_the_hour_is_none()
    {
        for (var half = 0; half < 50; half++)
        {
            Rest(hours: 0.5);
            Run(hours: 0.1);
        }

        Assert.True(_alarm.IsRaised);
    }

    [Fact]
    public void Hours_without_a_reading_and_a_clock_that_jumps_count_as_rest()
    {
        Run(hours: 23);
        _time.Advance(TimeSpan.FromHours(2));
        Run(hours: 5);

        Assert.False(_alarm.IsRaised);
    }

    [Fact]
    public void A_restart_does_not_forget_it()
    {
        Run(hours: 20);
        var later = new StandstillAlarm(TimeSpan.FromHours(24), _time);
        later.Restore(_value, _time.GetUtcNow(), _alarm.Still!.Value);

        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            later.Add(_value += 0.1m);
        }

        Assert.True(later.IsRaised);
    }

    private void Run(double hours)
    {
        for (var i = 0; i < hours * 12; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            _alarm.Add(_value += 0.1m);
        }
    }

    private void Rest(double hours)
    {
        for (var i = 0; i < hours * 12; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            _alarm.Add(_value);
        }
    }
}
