using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class PublisherTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_broker_that_never_acknowledges_a_message_is_given_up_and_the_message_kept()
    {
        await using var broker = new ScriptedBroker();
        await using var link = await OpenAsync(broker.Port);
        var outbox = new Outbox(10);
        outbox.Add(new OutgoingMessage("a", new byte[] { 1 }));

        var publishing = new Publisher(outbox, null, NullLogger.Instance).RunAsync(link, CancellationToken.None);
        await Wait.UntilAsync(() => broker.Received.Contains(ScriptedBroker.Publish), "the message was sent");
        _time.Advance(MqttLink.AnswerLimit);
        await publishing.PatientlyAsync();

        Assert.Equal(1, outbox.Count);
        Assert.Contains("PUBLISH", link.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_does_not_fit_is_left_out_and_said_once()
    {
        var logs = new RecordingLogs();
        await using var broker = new ScriptedBroker();
        broker.Answer = (kind, _) => kind == ScriptedBroker.Connect ? [0x20, 8, 0, 0, 5, 0x27, 0, 0, 0, 100] : [];
        await using var link = await OpenAsync(broker.Port);
        var publisher = new Publisher(new Outbox(10), null, logs);

        Assert.False(await publisher.OfferAsync(link, new OutgoingMessage("a", new byte[200]), CancellationToken.None));
        Assert.False(await publisher.OfferAsync(link, new OutgoingMessage("a", new byte[200]), CancellationToken.None));

        Assert.Single(logs.Lines, line => line.Contains(" 128 ", StringComparison.Ordinal));
        Assert.DoesNotContain(ScriptedBroker.Publish, broker.Received);
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
