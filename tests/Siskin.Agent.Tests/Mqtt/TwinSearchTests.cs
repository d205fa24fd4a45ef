using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class TwinSearchTests
{
    private const string Topic = "siskin/bench/info";

    [Theory]
    [InlineData(0, null)] // it finds itself
    [InlineData(1, "bench")]
    public async Task Only_another_process_is_a_twin(int distance, string? found)
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var other = await TestClient.ConnectAsync(broker.Port);
        await other.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(Topic)
                .WithPayload(
                    $$"""
                    {"device":"bench","host":"{{Environment.MachineName}}","process_id":{{Environment.ProcessId
                        + distance}}}
                    """
                )
                .WithRetainFlag()
                .Build()
        );
        var search = new TwinSearch(Topic);
        await using var link = await OpenAsync(broker.Port, search);

        var twin = await search.FindAsync(link, TimeProvider.System, CancellationToken.None);

        Assert.Equal(found, twin?.Device);
    }

    private static Task<MqttLink> OpenAsync(int port, TwinSearch search)
    {
        var section = TestAgent.Config(port).Broker;
        var verdict = new TlsVerdict(section.Host, null);
        return MqttLink.OpenAsync(
            new LinkTerms(
                BrokerOptions.Build(section, will: null, 1 << 20, persistent: true, verdict),
                section.KeepAlive,
                WillForm.Whole,
                Pulse: null,
                TimeProvider.System,
                NullLogger.Instance
            ),
            message =>
            {
                search.Takes(message);
                message.Acknowledge();
            },
            CancellationToken.None
        );
    }
}
