using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Commands;

public sealed class RetirementTests
{
    private const string Introduction = """{"availability":[{"topic":"siskin/bench/status"}],"components":{}}""";

    private readonly List<string> _said = [];

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task What_the_device_retained_is_removed_and_nothing_else(object version)
    {
        await using var broker = await TestBroker.StartedAsync();
        await RetainAsync(
            broker,
            ("siskin/bench/status", "offline"),
            ("siskin/bench/info", "{}"),
            ("siskin/bench/watch/water", "{}"),
            ("homeassistant/device/any_name/config", Introduction),
            ("siskin/other/status", "online"),
            ("homeassistant/device/other/config", "{}"),
            ("homeassistant/device/third/config", Introduction.Replace("bench", "third", StringComparison.Ordinal))
        );

        var problems = await Of(broker, (MqttVersion)version).RunAsync(force: false, _said.Add, CancellationToken.None);

        Assert.Empty(problems);
        Assert.Equal(
            [
                "ended the session of siskin-bench",
                "removed homeassistant/device/any_name/config",
                "removed siskin/bench/info",
                "removed siskin/bench/status",
                "removed siskin/bench/watch/water",
                "bench is retired: 4 retained messages removed.",
            ],
            _said
        );
        Assert.Equal(
            ["homeassistant/device/other/config", "homeassistant/device/third/config", "siskin/other/status"],
            await RetainedAsync(broker)
        );
    }

    [Fact]
    public async Task A_device_that_is_online_is_left_alone()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        var before = await RetainedAsync(broker);

        var failure = await Assert.ThrowsAsync<CommandException>(() =>
            Of(broker, MqttVersion.V5).RunAsync(force: false, _said.Add, CancellationToken.None)
        );

        Assert.Contains("bench is online", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_said);
        Assert.Contains("siskin/bench/status", before);
        Assert.Equal(before, await RetainedAsync(broker));
    }

    [Fact]
    public async Task A_device_that_only_says_so_is_retired_by_force()
    {
        await using var broker = await TestBroker.StartedAsync();
        await RetainAsync(broker, ("siskin/bench/status", "online"));

        Assert.Empty(await Of(broker, MqttVersion.V5).RunAsync(force: true, _said.Add, CancellationToken.None));

        Assert.Empty(await RetainedAsync(broker));
    }

    [Fact]
    public async Task A_message_that_the_broker_keeps_is_named()
    {
        await using var broker = await TestBroker.StartedAsync();
        await RetainAsync(broker, ("siskin/bench/status", "offline"), ("siskin/bench/info", "{}"));
        broker.OnPublish = args => args.ApplicationMessage.Topic != "siskin/bench/info";

        var problems = await Of(broker, MqttVersion.V5).RunAsync(force: false, _said.Add, CancellationToken.None);

        Assert.StartsWith("siskin/bench/info could not be removed:", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains("removed siskin/bench/status", _said);
    }

    private static Retirement Of(TestBroker broker, MqttVersion version) =>
        new(
            BrokerArguments.Section(new Uri($"mqtt://127.0.0.1:{broker.Port}"), version) with
            {
                ClientId = "siskin-bench",
            },
            "siskin",
            "bench",
            "homeassistant",
            TimeProvider.System
        );

    private static async Task RetainAsync(TestBroker broker, params (string Topic, string Payload)[] messages)
    {
        await using var client = await TestClient.ConnectAsync(broker.Port);
        foreach (var (topic, payload) in messages)
        {
            await client.PublishAsync(
                new MqttApplicationMessageBuilder()
                    .WithTopic(topic)
                    .WithPayload(Encoding.UTF8.GetBytes(payload))
                    .WithRetainFlag()
                    .WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce)
                    .Build()
            );
        }
    }

    private static async Task<string[]> RetainedAsync(TestBroker broker)
    {
        await using var client = await TestClient.ConnectAsync(broker.Port, MqttProtocolVersion.V500, filter: "#");
        await client.CatchUpAsync();
        return
        [
            .. client
                .Messages.Where(message => message.Retained)
                .Select(message => message.Topic)
                .Order(StringComparer.Ordinal),
        ];
    }
}
