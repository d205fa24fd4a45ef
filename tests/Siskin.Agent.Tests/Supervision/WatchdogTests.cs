using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Supervision;

public sealed class WatchdogTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingNotifier _systemd = new();
    private readonly RecordingLogs _logs = new();
    private readonly CountedReadings _looks;
    private readonly Pulses _pulses;

    public void Dispose() => _logs.Dispose();

    public WatchdogTests() => _pulses = new Pulses(_looks = new CountedReadings(_time));

    [Theory]
    [InlineData("180000000", null, 180)]
    [InlineData("180000000", "77", 180)]
    [InlineData("180000000", "78", null)]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    public void The_timeout_is_what_systemd_asks_of_this_process(string? usec, string? pid, int? seconds) =>
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), Watchdog.TimeoutOf(usec, pid, 77));

    [Fact]
    public async Task Systemd_is_told_four_times_in_each_timeout_while_all_parts_live()
    {
        var pulse = Begun("inference");
        await using var _ = await StartAsync();

        for (var i = 2; i <= 9; i++)
        {
            pulse.Beat();
            await PassAsync(10, messages: i);
        }

        Assert.All(_systemd.Messages, message => Assert.Equal("WATCHDOG=1", message));
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task One_silent_part_ends_the_messages_until_it_lives_again()
    {
        var (silent, alive) = (Begun("inference"), Begun("broker connection"));
        await using var _ = await StartAsync();
        await PassAsync(10, messages: 2);
        await PassAsync(10, messages: 3); // silent for half of the timeout, not longer
        alive.Beat();

        await PassAsync(10, messages: 3);
        await Wait.UntilAsync(() => _logs.Lines.Count == 1, "the silence was logged");
        await PassAsync(10, messages: 3);
        Assert.Equal(
            "No sign of life of the inference for 30 s; systemd's watchdog is no longer told that all is well.",
            Assert.Single(_logs.Lines)["Error 7 ".Length..].TrimEnd()
        );

        silent.Beat();
        alive.Beat();
        await PassAsync(10, messages: 4);
        Assert.Equal(2, _logs.Lines.Count);
    }

    [Fact]
    public async Task Parts_that_have_not_begun_or_have_ended_are_not_missed()
    {
        _pulses.Add("watches");
        Begun("inference").End();
        await using var _ = await StartAsync();

        for (var i = 2; i < 10; i++)
            await PassAsync(10, messages: i);
    }

    private Pulse Begun(string part)
    {
        var pulse = _pulses.Add(part);
        pulse.Begin();
        return pulse;
    }

    private async Task<Running> StartAsync()
    {
        var watchdog = new Watchdog(_pulses, TimeSpan.FromSeconds(40), _systemd, _time, new Logger<Watchdog>(_logs));
        await watchdog.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => _systemd.Messages.Count == 1, "systemd was told at the start");
        return new Running(watchdog);
    }

    // The tick is seen to by another thread: without a message, it is over when the pulses were looked at.
    private async Task PassAsync(int seconds, int messages)
    {
        var (before, looks) = (_systemd.Messages.Count, _looks.Count);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        if (messages > before)
            await Wait.UntilAsync(() => _systemd.Messages.Count >= messages, $"message {messages} was sent");
        else
            await Wait.UntilAsync(() => _looks.Count > looks, "the watchdog looked");
        _pulses.Silent(TimeSpan.MaxValue); // waits for a look that has just begun: they take turns
        Assert.Equal(messages, _systemd.Messages.Count);
    }

    private sealed record Running(Watchdog Watchdog) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Watchdog.StopAsync(CancellationToken.None);
            Watchdog.Dispose();
        }
    }

    private sealed class CountedReadings(TimeProvider time) : TimeProvider
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp()
        {
            var now = time.GetTimestamp();
            Interlocked.Increment(ref _count);
            return now;
        }
    }

    private sealed class RecordingNotifier : ISystemdNotifier
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages
        {
            get
            {
                lock (_messages)
                    return [.. _messages];
            }
        }

        public bool IsEnabled => true;

        public void Notify(ServiceState state)
        {
            lock (_messages)
                _messages.Add(state.ToString());
        }
    }
}
