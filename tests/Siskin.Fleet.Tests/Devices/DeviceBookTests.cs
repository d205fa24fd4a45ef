using Microsoft.Extensions.Logging;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Tests.Devices;

public sealed class DeviceBookTests
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = Messages.Clock();

    [Theory]
    [InlineData("telemetry", "")]
    [InlineData("telemetry", "{")]
    [InlineData("telemetry", "null")]
    [InlineData("telemetry", "[1, 2]")]
    [InlineData("telemetry", "{\"uptime_s\": \"long\"}")]
    [InlineData("telemetry", "{\"uptime_s\": 1e999}")]
    [InlineData("watch/water", "{\"value\": -1e999}")]
    [InlineData("info", "7")]
    [InlineData("info", "{\"device\"")]
    [InlineData("watch/water", "\"text\"")]
    [InlineData("watch/water", "{\"time\": \"yesterday\"}")]
    [InlineData("status", "\0\0\0")]
    public void What_a_device_sends_wrong_hurts_no_other(string topic, string payload)
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("good", "online", 1));
        book.Take(Messages.Info("good"));

        book.Take(Messages.Of($"siskin/bad/{topic}", payload));
        book.Take(Messages.Telemetry("good"));

        Assert.Equal(DeviceState.Up, book.StateOf("good"));
        Assert.NotNull(book.Read("good", device => device.Telemetry!));
    }

    [Theory]
    [InlineData("{\"uptime_s\": 1e999}")]
    [InlineData("null")]
    public void Telemetry_that_cannot_be_read_is_no_sample(string payload)
    {
        var book = Messages.Book(_time);
        var samples = 0;
        book.Sampled = _ => samples++;

        book.Take(Messages.Of("siskin/a/telemetry", payload));
        Assert.Equal((0, 1), (samples, book.Malformed));

        book.Take(Messages.Telemetry("a"));
        Assert.Equal(1, samples);
    }

    [Fact]
    public void What_a_device_sends_wrong_again_and_again_is_logged_once()
    {
        var log = new CountingLog();
        var book = new DeviceBook("siskin", new FleetLimits(), FleetLabels.Parse(""), _time, log);

        for (var i = 0; i < 3; i++)
            book.Take(Messages.Of("siskin/a/telemetry", "{"));
        book.Take(Messages.Of("siskin/b/telemetry", "{"));

        Assert.Equal((4, 2), (book.Malformed, log.Lines));
    }

    [Fact]
    public void Names_as_long_as_a_message_are_left_out()
    {
        var book = Messages.Book(_time);

        book.Take(
            Messages.Of("siskin/a/telemetry", $"{{\"errors\": {{\"{new string('4', 5_000)}\": 1, \"429\": 2}}}}")
        );

        Assert.Equal("429", book.Read("a", device => string.Join(' ', device.Telemetry!.Errors.Keys)));
    }

    [Fact]
    public void Telemetry_without_most_of_its_fields_is_read()
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));

        book.Take(Messages.Of("siskin/a/telemetry", "{\"uptime_s\": 5}"));

        Assert.Equal(DeviceState.Up, book.StateOf("a"));
        Assert.Equal("5", book.Read("a", device => $"{device.Telemetry!.UptimeS}"));
    }

    [Fact]
    public void A_message_that_is_too_large_is_not_read()
    {
        var book = Messages.Book(_time, new FleetLimits { MessageBytes = 100 });

        book.Take(Messages.Telemetry("a"));

        Assert.Equal(1, book.Malformed);
        Assert.Contains("allowed are 100", book.Read("a", device => device.MalformedReason!), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_room_for_so_many_devices_and_their_watches_only()
    {
        var book = Messages.Book(_time, new FleetLimits { Devices = 2, Watches = 3 });
        for (var i = 0; i < 5; i++)
        {
            book.Take(Messages.Status($"device{i}", "online", 1));
            book.Take(Messages.Watch("device0", $"watch{i}"));
        }

        Assert.Equal(2, book.Count);
        Assert.Equal(3, book.LeftOut);
        Assert.Equal("3", book.Read("device0", device => $"{device.Watches.Count}"));
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        var book = Messages.Book(_time);

        book.Take(Messages.Info("a", fallback: new string('x', 5_000)));

        Assert.Equal(200, book.Read("a", device => device.Info!.FallbackReason!)!.Length);
    }

    [Fact]
    public void A_device_that_falls_silent_is_stale_and_that_is_a_change()
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Telemetry("a"));
        var before = book.Change;

        _time.Advance(TimeSpan.FromSeconds(181));
        book.Sweep();

        Assert.Equal(DeviceState.Stale, book.StateOf("a"));
        Assert.True(book.Change > before);
        Assert.Equal(["a"], book.Read(before, device => device.Name).Changed);
    }

    [Fact]
    public void A_fallback_is_seen_and_remembered_with_its_end()
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Info("a", fallback: "the NPU does not answer"));
        Assert.Equal(DeviceState.Fallback, book.StateOf("a"));

        book.Take(Messages.Telemetry("a"));

        Assert.Equal(DeviceState.Up, book.StateOf("a"));
        Assert.Equal("cpu cpu-int8", book.Read("a", device => device.Events.Last().Text));
    }

    [Fact]
    public void A_new_bundle_is_remembered()
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Info("a", bundle: "0.8.0"));
        book.Take(Messages.Info("a", bundle: "0.9.0"));

        Assert.Equal(
            "bundle siskin-mini 0.9.0",
            book.Read("a", device => $"{device.Events.Last().Kind} {device.Events.Last().Text}")
        );
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(0, 3)]
    public void A_half_full_queue_or_refused_requests_make_it_busy(int queue, long refused)
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Info("a"));
        book.Take(Messages.Telemetry("a", Messages.TelemetryOf()));

        book.Take(Messages.Telemetry("a", Messages.TelemetryOf(110, 20, refused, queue)));

        Assert.Equal(DeviceState.Busy, book.StateOf("a"));
    }

    [Fact]
    public void Counters_that_begin_anew_grow_from_zero()
    {
        var growth = CounterGrowth.Between(
            Messages.TelemetryOf(uptime: 100, received: 50),
            Messages.TelemetryOf(uptime: 5, received: 3)
        );

        Assert.Equal(3, growth.Requests);
        Assert.Equal(default, CounterGrowth.Between(null, Messages.TelemetryOf()));
    }

    [Theory]
    [InlineData(0.5, null)]
    [InlineData(0.99, "too fast")]
    public void An_unsure_or_refused_reading_makes_it_doubtful(double confidence, string? error)
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));

        book.Take(Messages.Watch("a", "water", confidence, error));

        Assert.Equal(DeviceState.Doubtful, book.StateOf("a"));
    }

    [Fact]
    public void What_is_retired_is_gone_and_that_is_told_once()
    {
        var book = Messages.Book(_time);
        book.Take(Messages.Status("a", "online", 1));
        var before = book.Change;

        book.Take(Messages.Of("siskin/a/status", ""));

        Assert.Equal(0, book.Count);
        var changes = book.Read(before, device => device.Name);
        Assert.Equal(["a"], changes.Gone);
        Assert.Empty(book.Read(changes.Change, device => device.Name).Gone);
    }

    [Theory]
    [InlineData("other/a/status")]
    [InlineData("siskin/status")]
    [InlineData("siskin/a/request")]
    [InlineData("siskin/a/watch/water/set")]
    [InlineData("siskin/a/b/status")]
    public void Other_topics_are_nobodys(string topic)
    {
        var book = Messages.Book(_time);

        book.Take(Messages.Of(topic, "online"));

        Assert.Equal(0, book.Count);
    }

    private sealed class CountingLog : ILogger
    {
        public int Lines { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines++;
    }
}
