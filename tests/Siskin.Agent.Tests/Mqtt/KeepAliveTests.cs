using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>The agent's own question whether the broker is still there, by a clock that the test turns.</summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan Configured = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_broker_is_asked_before_the_keep_alive_is_over()
    {
        await using var broker = new ScriptedBroker();
        await using var link = await OpenAsync(broker.Port);

        _time.Advance(Configured * 0.5);
        Assert.DoesNotContain(ScriptedBroker.Ping, broker.Received);
        _time.Advance(Configured * 0.25);

        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Ping), "the broker was asked");
        Assert.False(link.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_given_up()
    {
        await using var broker = new ScriptedBroker();
        broker.Answer = (kind, _) => kind == ScriptedBroker.Connect ? [0x20, 3, 0, 0, 0] : [];
        await using var link = await OpenAsync(broker.Port);

        _time.Advance(Configured * 0.75);
        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Ping), "the broker was asked");
        Assert.False(link.Lost.IsCancellationRequested);
        _time.Advance(Configured * 0.5);

        await Wait.UntilAsync(() => link.Lost.IsCancellationRequested, "the connection was given up");
        Assert.Equal("the broker did not answer in time.", link.EndReason);
    }

    [Fact]
    public async Task The_keep_alive_that_the_broker_wants_goes_before_the_configured_one()
    {
        await using var broker = new ScriptedBroker();
        // Server Keep Alive: 8 s.
        broker.Answer = (kind, _) =>
            kind switch
            {
                ScriptedBroker.Connect => [0x20, 6, 0, 0, 3, 0x13, 0, 8],
                ScriptedBroker.Ping => [0xD0, 0],
                _ => [],
            };
        await using var link = await OpenAsync(broker.Port);

        _time.Advance(TimeSpan.FromSeconds(6));

        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Ping), "the broker was asked");
    }

    [Fact]
    public async Task The_broker_is_told_the_keep_alive()
    {
        byte[] connect = [];
        await using var broker = new ScriptedBroker();
        var answer = broker.Answer;
        broker.Answer = (kind, body) =>
        {
            if (kind == ScriptedBroker.Connect)
                connect = body;
            return answer(kind, body);
        };
        await using var link = await OpenAsync(broker.Port);

        // Name of the protocol (6 bytes), version, flags, keep-alive.
        Assert.Equal(Configured.TotalSeconds, (connect[8] << 8) | connect[9]);
    }

    private Task<MqttLink> OpenAsync(int port)
    {
        var broker = TestAgent.Config(port, broker: $"keep_alive_s = {Configured.TotalSeconds}").Broker;
        var verdict = new TlsVerdict(broker.Host, null);
        var options = BrokerOptions.Build(broker, will: null, 1 << 20, persistent: true, verdict);
        return MqttLink.OpenAsync(
            LinkTerms.Unsupervised(options, broker.KeepAlive, _time),
            message => message.Acknowledge(),
            CancellationToken.None
        );
    }
}
