using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>The agent and brokers that refuse, forget nothing, or know another agent with its name.</summary>
public sealed class MqttConnectionTests : IDisposable
{
    private const string Cameras = """
        [[watch]]
        name = "gate"
        prompt = "Read the counter."
        sensor_topics = ["cams/#"]
        """;

    private readonly RecordingLogs _logs = new();

    [Fact]
    public async Task What_an_earlier_configuration_subscribed_is_left_at_the_next_connect()
    {
        using var folder = new ScratchFolder();
        var state = $"[state]\nfolder = \"{folder.Path}\"\n";
        await using var broker = await TestBroker.StartedAsync();
        await RunOnceAsync(TestAgent.Config(broker.Port, rest: state + Cameras));

        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, rest: state), logs: _logs);

        Assert.True(broker.WasLeft("cams/#"));
        Assert.Contains(_logs.Lines, line => Is(line, 107) && line.Contains("cams/#", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wildcard_that_nobody_remembers_is_found_by_what_it_brings()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await RunOnceAsync(TestAgent.Config(broker.Port, rest: Cameras));
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: _logs);

        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("cams/7/jpg").WithPayload("x").Build());

        await Wait.UntilAsync(
            () => _logs.Lines.Any(line => Is(line, 107) && line.Contains("cams/#", StringComparison.Ordinal)),
            "the log says that it was left"
        );
        Assert.True(broker.WasLeft("cams/#"));
        Assert.DoesNotContain(_logs.Lines, line => Is(line, 107) && line.Contains("cams/7", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => Is(line, 125));
    }

    [Fact]
    public async Task An_announcement_that_is_refused_is_said_once_and_the_device_not_called_online()
    {
        await using var broker = await TestBroker.StartedAsync();
        broker.OnPublish = args =>
        {
            var denied = args.ApplicationMessage.Topic.EndsWith("/status", StringComparison.Ordinal);
            if (denied)
                args.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            return !denied;
        };
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: _logs);

        var line = Assert.Single(_logs.Lines, line => Is(line, 103));
        Assert.Contains("siskin/bench/status", line, StringComparison.Ordinal);
        Assert.Contains("access rules", line, StringComparison.Ordinal);
        Assert.Equal("siskin/bench/status", agent.Agent.RefusedStatus);
    }

    [Fact]
    public async Task A_broker_without_retained_messages_and_with_small_packets_gets_what_it_takes()
    {
        await using var broker = await TestBroker.StartedAsync();
        broker.OnSend = packet =>
        {
            if (packet is MqttConnAckPacket answer)
                (answer.RetainAvailable, answer.MaximumPacketSize) = (false, 420);
        };
        await using var client = await TestClient.ConnectAsync(broker.Port);

        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: _logs);

        await client.MessageAsync("siskin/bench/status", "online");
        var info = await client.MessageAsync("siskin/bench/info", "{");
        Assert.True(info.Payload.Length < 420);
        Assert.Equal("bench", TestClient.Json(info).GetProperty("device").GetString());
        Assert.Equal(2, _logs.Lines.Count(line => Is(line, 120)));
        await using var late = await TestClient.ConnectAsync(broker.Port);
        await late.CatchUpAsync();
        Assert.DoesNotContain(late.Messages, message => message.Retained);
    }

    [Fact]
    public async Task A_will_that_the_broker_refuses_is_reduced_to_what_it_takes()
    {
        await using var broker = await TestBroker.StartedAsync();
        var wills = new List<(bool Retain, MqttQualityOfServiceLevel QoS)>();
        broker.OnSend = packet =>
        {
            if (packet is MqttConnAckPacket { ReasonCode: MqttConnectReasonCode.Success } answer)
                (answer.RetainAvailable, answer.MaximumQoS) = (false, MqttQualityOfServiceLevel.AtMostOnce);
        };
        broker.OnConnect = args =>
        {
            if (args.ClientId != "siskin-bench")
                return;
            var step = wills.Count;
            wills.Add((false, MqttQualityOfServiceLevel.AtMostOnce));
            args.ReasonCode = step switch
            {
                0 => MqttConnectReasonCode.RetainNotSupported,
                1 => MqttConnectReasonCode.QoSNotSupported,
                _ => MqttConnectReasonCode.Success,
            };
        };

        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: _logs);

        Assert.Equal(3, wills.Count);
        Assert.Contains(
            _logs.Lines,
            line => Is(line, 127) && line.Contains("QoS 0 that is not retained", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_broker_that_only_closes_gets_less_of_the_will_until_it_answers()
    {
        await using var broker = new ScriptedBroker();
        broker.Answer = (kind, body) =>
            kind switch
            {
                // The flags stand behind the protocol's name and version; one of them asks for a retained will.
                ScriptedBroker.Connect => (body[7] & 0x20) != 0 ? null : [0x20, 2, 0, 0],
                ScriptedBroker.Subscribe => [0x90, 3, body[0], body[1], 1],
                ScriptedBroker.Publish => [0x40, 2, body[2 + body[1]], body[3 + body[1]]],
                _ => [0xD0, 0],
            };

        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, broker: "mqtt = \"3.1.1\""),
            logs: _logs
        );

        Assert.Equal(3, broker.Received.Count(kind => kind == ScriptedBroker.Connect));
        Assert.Single(
            _logs.Lines,
            line => Is(line, 120) && line.Contains("no retained messages", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Another_client_with_the_same_id_is_named_and_not_fought()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: _logs);

        await using var twin = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await Wait.UntilAsync(() => _logs.Lines.Any(line => Is(line, 121)), "the first one noticed");
        var line = _logs.Lines.First(line => Is(line, 121));
        Assert.Contains("siskin-bench", line, StringComparison.Ordinal);
        Assert.Contains("client_id", line, StringComparison.Ordinal);
        Assert.Single(_logs.Lines, line => Is(line, 100));
    }

    public void Dispose() => _logs.Dispose();

    private static async Task RunOnceAsync(AgentConfig config)
    {
        await using var agent = await TestAgent.OnlineAsync(config);
        await agent.Agent.StopAsync(TimeSpan.Zero);
    }

    private static bool Is(string line, int id) => line.Contains($" {id} ", StringComparison.Ordinal);
}
