using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class StrayTopicsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_still_comes_long_after_it_was_left_needs_a_new_session()
    {
        var strays = new StrayTopics(_time);

        Assert.Equal(StrayStep.Leave, strays.Notice("a"));
        Assert.Equal(StrayStep.Nothing, strays.Notice("a")); // being left
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(StrayStep.Nothing, strays.Notice("a")); // never claimed before the broker said so
        strays.Left("a");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(StrayStep.Nothing, strays.Notice("a")); // was under way
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(StrayStep.Renew, strays.Notice("a"));
    }

    [Fact]
    public void An_attempt_that_broke_is_repeated()
    {
        var strays = new StrayTopics(_time);
        strays.Notice("a");

        strays.Forget("a");

        Assert.Equal(StrayStep.Leave, strays.Notice("a"));
    }
}
