using Microsoft.Extensions.Time.Testing;
using MQTTnet.Exceptions;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class MqttLinkTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_broker_that_never_acknowledges_a_subscription_is_given_up()
    {
        await using var broker = new ScriptedBroker();
        await using var link = await OpenAsync(broker.Port);

        var subscribing = link.SubscribeAsync("a", retained: false, CancellationToken.None);
        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Subscribe), "the subscription was sent");
        Assert.False(subscribing.IsCompleted);
        _time.Advance(MqttLink.AnswerLimit);

        await Assert.ThrowsAsync<MqttCommunicationException>(() => subscribing.PatientlyAsync());
        Assert.True(link.Lost.IsCancellationRequested);
        Assert.Contains("SUBSCRIBE", link.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_reads_no_more_is_given_up()
    {
        using var done = new ManualResetEventSlim();
        await using var broker = new ScriptedBroker();
        var answer = broker.Answer;
        broker.Answer = (kind, body) =>
        {
            if (kind == ScriptedBroker.Subscribe)
                done.Wait(Wait.Patience);
            return answer(kind, body);
        };
        await using var link = await OpenAsync(broker.Port);
        var subscribing = link.SubscribeAsync("a", retained: false, CancellationToken.None);
        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Subscribe), "the broker reads no more");

        // More than the buffers of a socket hold.
        var publishing = link.PublishAsync(new OutgoingMessage("a", new byte[32 << 20]), CancellationToken.None);
        Assert.False(publishing.IsCompleted);
        _time.Advance(MqttLink.AnswerLimit);

        await Assert.ThrowsAsync<MqttCommunicationException>(() => publishing.PatientlyAsync());
        await Assert.ThrowsAsync<MqttCommunicationException>(() => subscribing.PatientlyAsync());
        done.Set();
    }

    [Fact]
    public async Task What_the_broker_cannot_do_is_read_from_its_answer()
    {
        await using var broker = new ScriptedBroker();
        // Maximum QoS 0, Retain Available 0, Maximum Packet Size 200, no wildcards, no shared subscriptions.
        broker.Answer = (kind, _) =>
            kind == ScriptedBroker.Connect
                ? [0x20, 16, 0, 0, 13, 0x24, 0, 0x25, 0, 0x27, 0, 0, 0, 200, 0x28, 0, 0x2A, 0]
                : [];
        await using var link = await OpenAsync(broker.Port);

        Assert.Equal(new BrokerAbilities(false, false, 200, false, false), link.Abilities);
        Assert.Equal(4, link.Abilities.Shortcomings(1_000).Count());
        Assert.NotNull(await link.SubscribeAsync("a/+", retained: false, CancellationToken.None));
        Assert.NotNull(await link.SubscribeAsync(new string('a', 190), retained: false, CancellationToken.None));
        // With QoS 0 nothing has to be acknowledged.
        Assert.Null(
            await link.PublishAsync(new OutgoingMessage("a", default) { Retain = true }, CancellationToken.None)
        );
    }

    private Task<MqttLink> OpenAsync(int port)
    {
        var broker = TestAgent.Config(port).Broker;
        var options = BrokerOptions.Build(
            broker,
            will: null,
            1 << 20,
            persistent: true,
            new TlsVerdict(broker.Host, null)
        );
        return MqttLink.OpenAsync(
            LinkTerms.Unsupervised(options, broker.KeepAlive, _time),
            message => message.Acknowledge(),
            CancellationToken.None
        );
    }
}
