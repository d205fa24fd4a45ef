using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Tests.Devices;

public sealed class PresenceTests
{
    private readonly DeviceBook _book = Messages.Book(Messages.Clock());

    [Fact]
    public void A_device_is_up_when_it_says_so_and_down_by_its_will()
    {
        _book.Take(Messages.Status("a", "online", 1));
        Assert.Equal(DeviceState.Up, _book.StateOf("a"));

        _book.Take(Messages.Status("a", "offline", 1));
        Assert.Equal(DeviceState.Down, _book.StateOf("a"));
    }

    [Fact]
    public void A_goodbye_is_no_failure()
    {
        _book.Take(Messages.Status("a", "online", 1));
        _book.Take(Messages.Status("a", "stopped", 1));

        Assert.Equal(DeviceState.Stopped, _book.StateOf("a"));
    }

    [Fact]
    public void A_late_will_of_an_earlier_start_does_not_hide_the_present_one()
    {
        _book.Take(Messages.Status("a", "online", 2));
        _book.Take(Messages.Status("a", "offline", 1));

        Assert.Equal(DeviceState.Up, _book.StateOf("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_retained_late_will_is_seen_through_by_the_info_in_either_order(bool infoFirst)
    {
        var (info, will) = (
            Messages.Info("a", session: 2, retained: true),
            Messages.Status("a", "offline", 1, retained: true)
        );
        foreach (var message in infoFirst ? new[] { info, will } : [will, info])
            _book.Take(message);

        Assert.Equal(DeviceState.Up, _book.StateOf("a"));
    }

    [Fact]
    public void A_will_of_the_session_in_the_info_is_believed()
    {
        _book.Take(Messages.Info("a", session: 2, retained: true));
        _book.Take(Messages.Status("a", "offline", 2, retained: true));

        Assert.Equal(DeviceState.Down, _book.StateOf("a"));
    }

    [Fact]
    public void Without_session_numbers_telemetry_after_a_will_shows_that_the_device_works()
    {
        _book.Take(Messages.Status("a", "online"));
        _book.Take(Messages.Status("a", "offline"));
        Assert.Equal(DeviceState.Down, _book.StateOf("a"));

        _book.Take(Messages.Telemetry("a"));

        Assert.Equal(DeviceState.Up, _book.StateOf("a"));
    }

    [Fact]
    public void A_status_that_is_none_changes_nothing_and_is_counted()
    {
        _book.Take(Messages.Status("a", "online", 1));
        _book.Take(Messages.Status("a", "perhaps", 1));

        Assert.Equal(DeviceState.Up, _book.StateOf("a"));
        Assert.Equal("its status is \"perhaps\".", _book.Read("a", device => device.MalformedReason!));
    }
}
