using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Service;

/// <summary>A running agent goes over to another configuration.</summary>
public sealed class ReloadTests
{
    private const string Water = """

        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "cam"
        on_change = true
        interval_s = 0.1

        """;

    private const string State = "siskin/bench/watch/water";

    [Fact]
    public async Task Waiting_requests_are_answered_by_the_model_that_reads_them()
    {
        using var go = new ManualResetEventSlim();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port),
            new ScriptedModel
            {
                Script = (request, _, cancellation) =>
                {
                    go.Wait(Wait.Patience, cancellation);
                    return ScriptedModel.Answering(request.Prompt);
                },
            }
        );
        foreach (var id in new[] { "a", "b", "c" })
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{id}}?"}""", id);
        await Wait.UntilAsync(() => agent.Agent.Pending == 3, "all three were accepted");

        await agent.Agent.ApplyAsync(
            TestAgent.Config(broker.Port, rest: Water + "[limits]\nprompt_chars = 20\nmax_tokens = 5")
        );
        go.Set();

        foreach (var id in new[] { "a", "b", "c" })
            Assert.Equal($"{id}?", (await client.ReplyAsync(id)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task New_limits_and_reply_topics_hold_for_what_comes_then()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await agent.Agent.ApplyAsync(
            TestAgent.Config(
                broker.Port,
                rest: "[limits]\nprompt_chars = 5\nmax_tokens = 3\n[replies]\ntopics = [\"nowhere/#\"]"
            )
        );
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"1","prompt":"Too long."}""")
                .WithContentType("application/json")
                .Build()
        );
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"2","prompt":"Hi?"}""")
                .WithContentType("application/json")
                .WithResponseTopic("siskin/reply/me")
                .Build()
        );
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"3","prompt":"Hi?"}""")
                .WithContentType("application/json")
                .Build()
        );

        Assert.Equal(413, Code(await client.MessageAsync("siskin/bench/reply/1", "{")));
        Assert.Equal(400, Code(await client.MessageAsync("siskin/bench/reply/2", "{")));
        Assert.Equal(
            "Hi?",
            TestClient.Json(await client.MessageAsync("siskin/bench/reply/3", "{")).GetProperty("text").GetString()
        );
        Assert.Equal(3, Assert.Single(agent.Model.Requests).MaxTokens);
        var info = TestClient.Json(
            await client.MessageAsync(
                message =>
                    message.Topic == "siskin/bench/info"
                    && TestClient.Json(message).GetProperty("limits").GetProperty("prompt_chars").GetInt32() == 5,
                "the new limits were announced"
            )
        );
        Assert.Equal(3, info.GetProperty("limits").GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task A_watch_comes_and_goes()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port),
            new ScriptedModel { Script = (_, _, _) => ScriptedModel.Answering("7") }
        );

        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port, rest: Water));
        await SendAsync(client, "cam", "frame");
        await client.MessageAsync(State, "{\"value\":7,");

        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port));
        await Wait.UntilAsync(() => broker.WasLeft("cam"), "the camera's topic was left");
        await Wait.UntilAsync(
            () => client.Messages.Any(message => message.Topic == State && message.Payload.IsEmpty),
            "the last state was removed"
        );
        await using var later = await TestClient.ConnectAsync(broker.Port);
        await later.CatchUpAsync();
        Assert.Contains(later.Messages, message => message.Topic == "siskin/bench/status");
        Assert.DoesNotContain(later.Messages, message => message.Topic == State);
    }

    [Fact]
    public async Task A_watch_that_changes_keeps_its_value()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var model = new ScriptedModel { Script = (_, _, _) => ScriptedModel.Answering("100") };
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, rest: Water), model);
        await SendAsync(client, "cam", "frame 1");
        await client.MessageAsync(State, "{\"value\":100,");

        model.Script = (_, _, _) => ScriptedModel.Answering("99");
        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port, rest: Water + "monotonic = true"));
        await SendAsync(client, "cam", "frame 2");

        var state = TestClient.Json(await client.MessageAsync(State, "{\"value\":100,\"raw\":\"99\""));
        Assert.Equal("value 99 is below the previous value 100", state.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Watches_change_without_a_broker_and_are_read_once_there_is_one()
    {
        await using var broker = new TestBroker();
        await using var agent = TestAgent.Create(
            TestAgent.Config(broker.Port),
            new ScriptedModel { Script = (_, _, _) => ScriptedModel.Answering("7") }
        );
        await agent.Agent.StartAsync();

        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port, rest: Water)).PatientlyAsync();
        await broker.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await agent.Agent.Online.PatientlyAsync();
        await SendAsync(client, "cam", "frame");

        await client.MessageAsync(State, "{\"value\":7,");
    }

    [Fact]
    public async Task Telemetry_begins_and_ends()
    {
        var (time, interval) = (new ImpatientTimeProvider(), TimeSpan.FromSeconds(3_599));
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: "[telemetry]\ninterval_s = 0"),
            time: time
        );

        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port, rest: "[telemetry]\ninterval_s = 3599"));
        Assert.Equal(1, time.Ring(interval));
        await client.MessageAsync("siskin/bench/telemetry", "{");

        await agent.Agent.ApplyAsync(TestAgent.Config(broker.Port, rest: "[telemetry]\ninterval_s = 0"));
        Assert.Equal(0, time.Ring(interval));
        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c");
        await client.ReplyAsync("c"); // comes after whatever was published before
        Assert.Single(client.Messages, message => message.Topic == "siskin/bench/telemetry");
    }

    private static int Code(IncomingMessage reply) =>
        TestClient.Json(reply).GetProperty("error").GetProperty("code").GetInt32();

    private static Task SendAsync(TestClient client, string topic, string payload) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );
}
