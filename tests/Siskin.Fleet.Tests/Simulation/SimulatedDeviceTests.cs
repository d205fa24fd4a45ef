using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Simulation;

namespace Siskin.Fleet.Tests.Simulation;

public sealed class SimulatedDeviceTests
{
    [Theory]
    [InlineData("down=1", "Down")]
    [InlineData("flapping=1", "Flapping")]
    [InlineData("silent=1", "Stale")]
    [InlineData("fallback=1", "Fallback")]
    [InlineData("busy=1", "Busy")]
    [InlineData("doubtful=1", "Doubtful")]
    [InlineData("late_will=1", "Up")]
    [InlineData("malformed=1", "Up")]
    [InlineData("", "Up")]
    public void A_trouble_is_seen_as_what_it_is(string failures, string expected)
    {
        var time = Messages.Clock();
        var book = Messages.Book(time);
        var device = new SimulatedDevice("siskin", "sim-1", 5, SimulatedFailures.Parse(failures)!, time.GetUtcNow());
        Take(book, device.Begin());
        for (var i = 0; i < 24; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            Take(book, device.Step(time.GetUtcNow()));
        }

        Assert.Equal(expected, book.StateOf("sim-1").ToString());
        Assert.Equal(failures.StartsWith("malformed", StringComparison.Ordinal), book.Malformed > 0);
    }

    [Fact]
    public void The_same_seed_says_the_same()
    {
        Assert.Equal(Said(7), Said(7));
        Assert.NotEqual(Said(7), Said(8));

        static string Said(int seed)
        {
            var device = new SimulatedDevice("siskin", "a", seed, SimulatedFailures.Usual, Messages.Start);
            return string.Concat(
                device
                    .Begin()
                    .Concat(device.Step(Messages.Start.AddSeconds(10)))
                    .Select(message => System.Text.Encoding.UTF8.GetString(message.Payload.Span))
            );
        }
    }

    [Fact]
    public void What_it_leaves_at_the_broker_it_takes_away()
    {
        var book = Messages.Book(Messages.Clock());
        var device = new SimulatedDevice("siskin", "a", 1, SimulatedFailures.None, Messages.Start);
        Take(book, device.Begin());
        Take(book, device.End());

        Assert.Equal(0, book.Count);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("down=2")]
    [InlineData("down=-0.1")]
    [InlineData("up=1")]
    [InlineData("down=x")]
    public void What_is_no_failure_is_refused(string text) => Assert.Null(SimulatedFailures.Parse(text));

    private static void Take(DeviceBook book, IEnumerable<OutgoingMessage> messages)
    {
        foreach (var message in messages)
            book.Take(
                new IncomingMessage(
                    message.Topic,
                    message.Payload,
                    message.ContentType,
                    null,
                    null,
                    message.Properties,
                    null,
                    false,
                    Retained: false
                )
            );
    }
}
