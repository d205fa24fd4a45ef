using Microsoft.Extensions.Logging;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>
/// What becomes of a message over which connections end: a broker of the test ends them when it is published.
/// </summary>
public sealed class BreakBlameTests : IDisposable
{
    private const int Unsubscribe = 10;
    private const string Topic = "reply";

    /// <summary>DISCONNECT: another client took the session over.</summary>
    private static readonly byte[] TakenOver = [0xE0, 2, 0x8E, 0];

    private readonly RecordingLogs _logs = new();
    private readonly ImpatientTimeProvider _time = new();

    [Fact]
    public async Task Another_clients_taking_over_is_no_messages_fault()
    {
        var outbox = await PublishAsync(TakenOver, times: Outbox.MaxBreaks);

        Assert.Equal((0L, 0L), (outbox.SetAside, outbox.Dropped));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains(" 131 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_at_which_the_broker_hangs_up_again_and_again_is_set_aside()
    {
        var outbox = await PublishAsync(null, times: int.MaxValue);

        Assert.Equal((1L, 1L), (outbox.SetAside, outbox.Dropped));
        await Wait.UntilAsync(
            () => _logs.Lines.Any(line => line.Contains(" 131 ", StringComparison.Ordinal)),
            "the log says so"
        );
    }

    [Fact]
    public async Task A_message_at_which_the_broker_hung_up_less_often_is_delivered()
    {
        var outbox = await PublishAsync(null, times: Outbox.MaxBreaks - 1);

        Assert.Equal((0L, 0L), (outbox.SetAside, outbox.Dropped));
    }

    public void Dispose() => _logs.Dispose();

    /// <summary>Publishes a message that is answered so often in this way, and then acknowledged.</summary>
    private async Task<Outbox> PublishAsync(byte[]? answer, int times)
    {
        await using var broker = new ScriptedBroker();
        var left = times;
        broker.Answer = (kind, body) =>
            kind switch
            {
                ScriptedBroker.Connect => [0x20, 3, 0, 0, 0],
                ScriptedBroker.Subscribe => [0x90, 4, body[0], body[1], 0, 1],
                Unsubscribe => [0xB0, 4, body[0], body[1], 0, 0],
                // The packet identifier stands behind the topic.
                ScriptedBroker.Publish => --left >= 0
                    ? answer
                    : [0x40, 2, body[2 + Topic.Length], body[3 + Topic.Length]],
                _ => [],
            };
        var outbox = new Outbox(10);
        outbox.Add(new OutgoingMessage(Topic, new byte[] { 1 }));
        await using var connection = Connection(broker.Port, outbox);

        connection.Start();
        await Wait.UntilAsync(
            () =>
            {
                Hurry();
                return outbox.Count == 0;
            },
            "the message was settled"
        );
        return outbox;
    }

    private MqttConnection Connection(int port, Outbox outbox)
    {
        var config = TestAgent.Config(port);
        var topics = new TopicLayout("siskin", "bench");
        var memory = new SubscriptionMemory(null, "", _logs.CreateLogger<SubscriptionMemory>());
        return new MqttConnection(
            config.Broker,
            new MqttSubscriptions(topics, [], true, [], memory, _time, _logs.CreateLogger<MqttSubscriptions>()),
            outbox,
            () => [],
            new OutgoingMessage(topics.Status, "offline"u8.ToArray()),
            1 << 20,
            message => message.Acknowledge(),
            Task.CompletedTask,
            new Backoff(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), new Longest()),
            new Longest(),
            new Pulse("broker connection", TimeProvider.System),
            _time,
            _logs.CreateLogger<MqttConnection>()
        );
    }

    /// <summary>Ends the waiting between attempts, and that for a twin's description of itself.</summary>
    private void Hurry()
    {
        foreach (var seconds in new[] { 2, 3, 5, 10, 20 })
            _time.Ring(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Shortens no waiting.</summary>
    private sealed class Longest : Random
    {
        public override double NextDouble() => 0;
    }
}
