using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests;

/// <summary>
/// What an agent has to acknowledge besides requests: a broker stops sending to a client that leaves too much of it.
/// </summary>
public sealed class AcknowledgementTests
{
    private const ushort Marked = 4_711;

    private const string Listening = """
        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "camera/water"
        sensor_topics = ["cellar/#"]
        [home_assistant]
        discovery = true
        """;

    [Theory]
    [InlineData("siskin/bench/watch/water/set", "7")]
    [InlineData("siskin/bench/watch/water/set", "nonsense")]
    [InlineData("homeassistant/status", "online")]
    [InlineData("camera/water", "frame")]
    [InlineData("cellar/flow", "3.5")]
    public async Task What_is_no_request_is_acknowledged_once(string topic, string payload) =>
        await AssertAcknowledgedAsync(topic, builder => builder.WithPayload(payload));

    [Fact]
    public async Task What_has_too_many_user_properties_is_acknowledged_once() =>
        await AssertAcknowledgedAsync(
            "siskin/bench/watch/water/set",
            builder =>
            {
                builder.WithPayload("7");
                for (var i = 0; i < 1_001; i++)
                    builder.WithUserProperty("p", default(ReadOnlyMemory<byte>));
            }
        );

    private static async Task AssertAcknowledgedAsync(string topic, Action<MqttApplicationMessageBuilder> content)
    {
        await using var broker = await TestBroker.StartedAsync();
        // Some of these are subscribed with QoS 0; a session from an earlier time may bring them with QoS 1.
        broker.OnSend = packet =>
        {
            if (packet is MqttPublishPacket publish && publish.Topic == topic)
                (publish.QualityOfServiceLevel, publish.PacketIdentifier) = (
                    MqttQualityOfServiceLevel.AtLeastOnce,
                    Marked
                );
        };
        var answers = new ConcurrentQueue<ushort>();
        broker.OnReceive = packet =>
        {
            if (packet is MqttPubAckPacket answer)
                answers.Enqueue(answer.PacketIdentifier);
        };
        await using var client = await TestClient.ConnectAsync(broker.Port, filter: "siskin/bench/reply/#");
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, rest: Listening));

        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        content(message);
        await client.PublishAsync(message.Build());

        await Wait.UntilAsync(() => answers.Contains(Marked), $"{topic} was acknowledged");
        // The agent handles what comes behind it after it.
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"after","prompt":"Hello?"}""")
                .Build()
        );
        await client.MessageAsync("siskin/bench/reply/after", "{");
        Assert.Single(answers, id => id == Marked);
    }
}
