using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Tests.Devices;

public sealed class FlapDamperTests
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = Messages.Clock();

    [Fact]
    public void A_device_that_restarts_twice_does_not_flap()
    {
        var damper = new FlapDamper(_time);
        damper.Return();
        damper.Return();

        Assert.False(damper.IsFlapping);
    }

    [Fact]
    public void Three_returns_in_a_row_are_flapping_until_it_was_quiet_for_a_while()
    {
        var damper = new FlapDamper(_time);
        for (var i = 0; i < 3; i++)
        {
            damper.Return();
            _time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.True(damper.IsFlapping);

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(damper.IsFlapping); // below the threshold that it took to begin, above the one to end

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(damper.IsFlapping);
    }

    [Fact]
    public void Returns_far_apart_are_no_flapping()
    {
        var damper = new FlapDamper(_time);
        for (var i = 0; i < 20; i++)
        {
            damper.Return();
            _time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.False(damper.IsFlapping);
    }

    [Fact]
    public void However_often_it_came_back_it_is_quiet_again_after_twenty_minutes()
    {
        var damper = new FlapDamper(_time);
        for (var i = 0; i < 10_000; i++)
            damper.Return();
        Assert.True(damper.IsFlapping);

        _time.Advance(TimeSpan.FromMinutes(20));

        Assert.False(damper.IsFlapping);
    }

    [Fact]
    public void A_device_that_starts_anew_again_and_again_flaps_though_nobody_saw_it_go()
    {
        var book = Messages.Book(_time);
        for (var session = 1; session <= 4; session++)
            book.Take(Messages.Status("a", "online", session));

        Assert.Equal(DeviceState.Flapping, book.StateOf("a"));
    }
}
