using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Protocol;
using Siskin.Agent.Providers;
using Siskin.Agent.Service;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>How long an agent waits between its attempts to connect, over a broker of the test.</summary>
public sealed class ReconnectionTests
{
    private const string Client = "siskin-bench";

    [Fact]
    public async Task A_connection_that_did_not_last_does_not_shorten_the_waiting() =>
        Assert.Equal(6, await WaitAfterAsync(TimeSpan.FromSeconds(50), refusals: 4));

    [Fact]
    public async Task A_connection_that_lasted_is_tried_again_soon() =>
        Assert.Equal(0.375, await WaitAfterAsync(TimeSpan.FromMinutes(1), refusals: 4));

    [Fact]
    public async Task Who_got_a_connection_waits_ten_seconds_at_most() =>
        Assert.Equal(10, await WaitAfterAsync(TimeSpan.FromSeconds(50), refusals: 5));

    /// <summary>Seconds until the attempt after a connection that ended, which came after some refusals.</summary>
    private static async Task<double> WaitAfterAsync(TimeSpan lasting, int refusals)
    {
        await using var broker = await TestBroker.StartedAsync();
        var left = refusals;
        broker.OnConnect = args =>
        {
            if (args.ClientId == Client && Interlocked.Decrement(ref left) >= 0)
                args.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
        };
        var time = new HurriedTime();
        await using var agent = new SiskinAgent(
            TestAgent.Config(broker.Port),
            new ServedModel(new ScriptedModel()),
            new Middle(),
            time,
            NullLoggerFactory.Instance,
            new Pulses(TimeProvider.System),
            "/nowhere"
        );
        await agent.StartAsync();
        await agent.Online.PatientlyAsync();
        // Doubled each time, and shortened by a quarter where chance is in the middle.
        double[] before = [.. Enumerable.Range(0, refusals).Select(attempt => 0.375 * (1 << attempt))];
        Assert.Equal(before, time.Waits);

        time.Skip(lasting);
        await broker.DropAsync(Client);

        await Wait.UntilAsync(() => time.Waits.Count > refusals, "the agent waited for the next attempt");
        return time.Waits.ElementAt(refusals);
    }

    private sealed class Middle : Random
    {
        public override double NextDouble() => 0.5;
    }

    /// <summary>The system's clock, on which the waiting between attempts is over at once, and written down.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        // No other timer of an agent has one of these times.
        private static readonly double[] Attempts = [0.375, 0.75, 1.5, 3, 6, 10, 12];

        private readonly ConcurrentQueue<double> _waits = new();
        private long _skipped;

        /// <summary>Seconds.</summary>
        public IReadOnlyCollection<double> Waits => _waits;

        public void Skip(TimeSpan span) =>
            Interlocked.Add(ref _skipped, (long)(span.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (!Attempts.Contains(dueTime.TotalSeconds))
                return base.CreateTimer(callback, state, dueTime, period);
            _waits.Enqueue(dueTime.TotalSeconds);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
