using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Service;
using Siskin.Agent.Supervision;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Updates;

/// <summary>The whole agent with real bundles, whose files come over its broker.</summary>
public sealed class UpdateOverMqttTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly OfferedBundle _files;

    public UpdateOverMqttTests()
    {
        OfferedBundle.Keys(_folder);
        OfferedBundle.Create(_folder.File("old"), "0.0.1", _folder.File("key.pem"), canary: false);
        _files = OfferedBundle.Create(_folder.File("new"), "0.0.2", _folder.File("key.pem"), canary: false);
    }

    [Fact]
    public async Task A_retained_offer_is_taken_and_every_reply_says_which_bundle_gave_it()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await PublishAsync(
            client,
            "siskin/all/update/offer",
            OfferedBundle.Bytes(_files.Offer(url: null)),
            retain: true
        );
        using var served = StartingBundle.Load(Config(broker.Port), TimeProvider.System, new RecordingLogs());
        await using var agent = Agent(broker.Port, served);
        await agent.StartAsync();
        await agent.Online.PatientlyAsync();
        await client.AskAsync(TestAgent.Request, """{"prompt":"Before?","max_tokens":2}""", "before");
        Assert.Equal("random 0.0.1", (await client.ReplyAsync("before")).GetProperty("model").GetString());

        await ServeAsync(client);
        await StateAsync(client, UpdatePhase.Installed);

        await client.AskAsync(TestAgent.Request, """{"prompt":"After?","max_tokens":2}""", "after");
        Assert.Equal("random 0.0.2", (await client.ReplyAsync("after")).GetProperty("model").GetString());
        await client.MessageAsync(
            message =>
                message.Topic == "siskin/bench/info"
                && TestClient.Json(message).GetProperty("bundle_version").GetString() == "0.0.2",
            "the info says which bundle answers"
        );
        await PublishAsync(client, "siskin/bench/update/command", "rollback"u8.ToArray());
        var state = await StateAsync(client, UpdatePhase.RolledBack);
        Assert.Equal("0.0.1", state.InstalledVersion);
        await agent.StopAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Without_updates_nothing_is_listened_to_and_nothing_is_said()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var config = TestAgent.Config(broker.Port);
        Assert.DoesNotContain(
            WatchedInputs.Of(config, new TopicLayout("siskin", "bench"), "d"),
            input => input.Filter.Contains("update", StringComparison.Ordinal)
        );
        await using var agent = await TestAgent.OnlineAsync(config);

        await PublishAsync(client, "siskin/bench/update/offer", OfferedBundle.Bytes(_files.Offer()));
        await client.CatchUpAsync();

        Assert.DoesNotContain(client.Messages, message => message.Topic == "siskin/bench/update/state");
    }

    public void Dispose() => _folder.Dispose();

    private AgentConfig Config(int port)
    {
        var config = TestAgent.Config(port, broker: "receive_maximum = 20");
        var updates = UpdateBench.ConfigOf(_folder, "probation_s = 0\nshadow = 4");
        return config with { Bundle = updates.Bundle, State = updates.State, Updates = updates.Updates };
    }

    private SiskinAgent Agent(int port, ServedModel served) =>
        new(
            Config(port),
            served,
            new Random(1),
            TimeProvider.System,
            new RecordingLogs(),
            new Pulses(TimeProvider.System),
            "/nowhere"
        );

    // Gives the parts that the device asks for, until it asks no more.
    private async Task ServeAsync(TestClient client)
    {
        var given = 0;
        while (!client.Messages.Any(message => State(message)?.Phase is UpdatePhase.Trying or UpdatePhase.Failed))
        {
            var wants = client
                .Messages.Where(message => message.Topic == "siskin/bench/update/want")
                .Skip(given)
                .ToArray();
            given += wants.Length;
            foreach (var message in wants)
            {
                var want = JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateWant)!;
                var part = File.ReadAllBytes(_files.PathOf(want.File)).AsSpan((int)want.Offset, want.Bytes).ToArray();
                await PublishAsync(client, $"siskin/bench/update/chunk/{want.Sha256}/{want.Offset}", part);
            }
            await Task.Delay(5);
        }
    }

    private static async Task<UpdateStateMessage> StateAsync(TestClient client, string phase)
    {
        var message = await client.MessageAsync(
            message => State(message) is { } state && (state.Phase == phase || state.Phase == UpdatePhase.Failed),
            $"the update is {phase}"
        );
        var state = State(message)!;
        Assert.True(state.Phase == phase, state.Reason);
        return state;
    }

    private static UpdateStateMessage? State(IncomingMessage message) =>
        message.Topic == "siskin/bench/update/state"
            ? JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateStateMessage)
            : null;

    private static Task PublishAsync(TestClient client, string topic, byte[] payload, bool retain = false) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithRetainFlag(retain)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );
}
