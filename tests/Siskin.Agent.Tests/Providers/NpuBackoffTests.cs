using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class NpuBackoffTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NpuBackoff _backoff;

    public NpuBackoffTests() => _backoff = new NpuBackoff(Seconds(5), Seconds(60), _time);

    [Fact]
    public void What_never_worked_is_tried_ever_more_seldom() =>
        Assert.Equal([5, 10, 20, 40, 60, 60], Enumerable.Range(0, 6).Select(_ => _backoff.Failed().TotalSeconds));

    [Fact]
    public void What_worked_for_long_is_tried_again_at_once()
    {
        _backoff.Failed();
        _backoff.Failed();
        _backoff.Succeeded();
        _time.Advance(Seconds(60));

        Assert.Equal([0, 5, 10], Enumerable.Range(0, 3).Select(_ => _backoff.Failed().TotalSeconds));
    }

    [Fact]
    public void What_fails_soon_after_every_load_is_not_loaded_in_a_circle()
    {
        var waits = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            _backoff.Succeeded();
            _time.Advance(Seconds(1));
            waits.Add(_backoff.Failed().TotalSeconds);
        }

        Assert.Equal([0, 5, 10, 20, 40], waits);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
