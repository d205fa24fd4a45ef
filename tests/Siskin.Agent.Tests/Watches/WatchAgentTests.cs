using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Watches;

/// <summary>Watches of a whole agent, over a broker.</summary>
public sealed class WatchAgentTests
{
    private const string Watch = """
        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "camera/+/jpg"
        sensor_topics = ["cellar/#"]
        on_change = true
        interval_s = 0.1
        """;

    private const string State = "siskin/bench/watch/water";

    [Fact]
    public async Task Frame_and_sensors_become_a_retained_state()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var logs = new RecordingLogs();
        await using var agent = await OnlineAsync(broker, "123.4", logs: logs);

        await SendAsync(client, "cellar/temp", "11.5");
        await SendAsync(client, "camera/1/jpg", "frame");

        var state = TestClient.Json(await client.MessageAsync(State, "{"));
        Assert.Equal(123.4m, state.GetProperty("value").GetDecimal());
        Assert.Equal("cellar/temp 11.5", agent.Model.Requests[0].Sensors);
        Assert.DoesNotContain(logs.Lines, line => line.Contains("Nothing configured asks", StringComparison.Ordinal));
        await using var later = await TestClient.ConnectAsync(broker.Port);
        Assert.True((await later.MessageAsync(State, "{")).Retained);
    }

    [Fact]
    public async Task A_previous_value_is_set_over_mqtt_but_not_by_a_retained_message()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await SendAsync(client, State + "/set", "99999", retain: true);
        await using var agent = await OnlineAsync(broker, "5", more: "monotonic = true");

        await SendAsync(client, State + "/set", "none");
        var refused = TestClient.Json(await client.MessageAsync(State, "{"));
        Assert.StartsWith("not set:", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("value").ValueKind);
        await SendAsync(client, State + "/set", "{\"value\": 4}");

        await client.MessageAsync(State, "{\"value\":4,");
    }

    [Fact]
    public async Task After_a_restart_a_watch_goes_on_from_its_last_value()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (var before = await OnlineAsync(broker, "100"))
        {
            await SendAsync(client, "cellar/temp", "11.5");
            await SendAsync(client, "camera/1/jpg", "frame");
            await client.MessageAsync(State, "{\"value\":100,");
            await before.Agent.StopAsync(TimeSpan.Zero);
        }

        var logs = new RecordingLogs();
        await using var agent = await OnlineAsync(broker, "99", more: "monotonic = true", logs: logs);
        await Wait.UntilAsync(
            () => logs.Lines.Any(line => line.Contains(" 308 ", StringComparison.Ordinal)),
            "the watch took over its state"
        );
        await SendAsync(client, "cellar/temp", "11.5");
        await SendAsync(client, "camera/1/jpg", "frame");

        var state = TestClient.Json(await client.MessageAsync(State, "{\"value\":100,\"raw\":\"99\""));
        Assert.Equal("value 99 is below the previous value 100", state.GetProperty("error").GetString());
    }

    [Fact]
    public async Task With_an_embedded_broker_a_watch_goes_on_after_a_restart_from_the_state_folder()
    {
        using var folder = new ScratchFolder();
        var port = TestBroker.FreePort();
        var config = TestAgent.Config(
            port,
            broker: $"embedded = true\nembedded_port = {port}",
            rest: $"[state]\nfolder = \"{folder.Path}\"\n{Watch}\nmonotonic = true"
        );
        await using (var before = await TestAgent.OnlineAsync(config, Reading("100")))
        {
            await using var client = await TestClient.ConnectAsync(port);
            await SendAsync(client, "cellar/temp", "11.5");
            await SendAsync(client, "camera/1/jpg", "frame");
            await client.MessageAsync(State, "{\"value\":100,");
            await before.Agent.StopAsync(TimeSpan.Zero);
        }

        await using var agent = await TestAgent.OnlineAsync(config, Reading("99"));
        await using var late = await TestClient.ConnectAsync(port);
        Assert.True((await late.MessageAsync(State, "{\"value\":100,")).Retained);
        await SendAsync(late, "cellar/temp", "11.5");
        await SendAsync(late, "camera/1/jpg", "frame");
        var state = TestClient.Json(await late.MessageAsync(State, "{\"value\":100,\"raw\":\"99\""));
        Assert.Equal("value 99 is below the previous value 100", state.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_broker_that_lost_its_retained_messages_gets_the_state_again()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await OnlineAsync(broker, "100");
        await using (var client = await TestClient.ConnectAsync(broker.Port))
        {
            await SendAsync(client, "cellar/temp", "11.5");
            await SendAsync(client, "camera/1/jpg", "frame");
            await client.MessageAsync(State, "{\"value\":100,");
        }

        await broker.StopAsync();
        await broker.StartAsync();

        await using var late = await TestClient.ConnectAsync(broker.Port);
        await late.MessageAsync(State, "{\"value\":100,");
        Assert.Equal(1, agent.Model.Asked);
    }

    [Fact]
    public async Task Readings_come_at_the_interval()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await OnlineAsync(
            broker,
            "5",
            watch: Watch.Replace("on_change = true", "", StringComparison.Ordinal)
        );
        await SendAsync(client, "cellar/temp", "11.5");
        await SendAsync(client, "camera/1/jpg", "frame");

        int Readings() => client.Messages.Count(message => message.Topic == State);
        await Wait.UntilAsync(() => Readings() >= 3, "three readings came");
    }

    [Fact]
    public async Task Without_a_broker_nothing_is_read()
    {
        await using var broker = new TestBroker();
        await using var agent = TestAgent.Create(
            TestAgent.Config(
                broker.Port,
                rest: """
                [[watch]]
                name = "heat"
                prompt = "Hot?"
                answer = "text"
                sensors = ["thermal/+"]
                interval_s = 0.1
                """
            )
        );
        await agent.Agent.StartAsync();
        var pulse = agent.Agent.Pulses.Of("watches");
        var beats = pulse.Beats;
        await Wait.UntilAsync(() => pulse.Beats > beats, "the watches waited for twenty intervals"); // Pulse.Rhythm

        var begin = TimeProvider.System.GetUtcNow();
        await broker.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await agent.Agent.Online.PatientlyAsync();

        var state = await client.MessageAsync("siskin/bench/watch/heat", "{");
        Assert.Equal("no local sensor thermal/+", TestClient.Json(state).GetProperty("error").GetString());
        Assert.True(TestClient.Json(state).GetProperty("time").GetDateTimeOffset() >= begin);
    }

    [Fact]
    public async Task A_request_does_not_wait_for_a_watch()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await OnlineAsync(broker, "5");
        agent.Model.Script = (request, _, cancellation) =>
        {
            if (request.Prompt == "Read the counter." && !cancellation.WaitHandle.WaitOne(Wait.Patience))
                throw new TimeoutException("Nobody ended the watch.");
            cancellation.ThrowIfCancellationRequested();
            return ScriptedModel.Answering(request.Prompt);
        };
        await SendAsync(client, "cellar/temp", "11.5");
        await SendAsync(client, "camera/1/jpg", "frame");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "the watch asked the model");

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c1");

        Assert.Equal("Hello?", (await client.ReplyAsync("c1")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Bad_frames_and_left_out_readings_show_in_telemetry_and_requests_go_on()
    {
        using var tree = new ScratchTree().With("sys/class/thermal/thermal_zone0", "type", "cpu", "temp", "40500");
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var config = TestAgent.Config(
            broker.Port,
            rest: Watch + "\nrotate = 90\n[telemetry]\ninterval_s = 1\nsensors = [\"thermal/#\"]"
        );
        await using var agent = TestAgent.Create(config, root: tree.Root);
        await agent.Agent.StartAsync();
        await agent.Agent.Online.PatientlyAsync();
        await SendAsync(client, "cellar/temp", "11.5");
        await SendAsync(client, "camera/1/jpg", "no frame at all");

        var state = TestClient.Json(await client.MessageAsync(State, "{"));
        Assert.Contains("neither JPEG nor PNG", state.GetProperty("error").GetString(), StringComparison.Ordinal);
        var telemetry = TestClient.Json(
            await client.MessageAsync(
                message =>
                    message.Topic == "siskin/bench/telemetry"
                    && TestClient.Json(message).GetProperty("watches").GetProperty("refused").GetInt32() == 1,
                "telemetry told of the refused reading"
            )
        );
        Assert.Equal(1, telemetry.GetProperty("watches").GetProperty("bad_frames").GetInt32());
        Assert.Equal(
            """{"value":40.5,"unit":"\u00B0C"}""",
            telemetry.GetProperty("sensors").GetProperty("thermal/cpu").GetRawText()
        );
        await client.AskAsync(TestAgent.Request, """{"prompt":"Hot?","sensors":"local"}""", "c1");
        await client.ReplyAsync("c1");
        Assert.Equal("thermal/cpu 40.5 °C", agent.Model.Requests.Single().Sensors);
    }

    [Fact]
    public async Task Home_assistant_is_told_at_every_connect_and_when_it_comes_up()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port, filter: "#");
        await using var agent = await OnlineAsync(broker, "5", rest: "[home_assistant]\ndiscovery = true");
        int Introductions() => client.Messages.Count(m => m.Topic == "homeassistant/device/siskin_bench/config");
        await Wait.UntilAsync(() => Introductions() == 1, "the device introduced itself");
        var introduction = await client.MessageAsync("homeassistant/device/siskin_bench/config", "{");
        Assert.True(TestClient.Json(introduction).GetProperty("components").TryGetProperty("watch_water", out _));

        await SendAsync(client, "homeassistant/status", "online");
        await Wait.UntilAsync(() => Introductions() == 2, "the device introduced itself to a new Home Assistant");
        await broker.DropAsync("siskin-bench");
        await Wait.UntilAsync(() => Introductions() >= 3, "the device introduced itself after a new connection");
    }

    [Fact]
    public async Task After_a_restart_without_a_watch_home_assistant_is_told_to_forget_it()
    {
        const string Config = "homeassistant/device/siskin_bench/config";
        await using var broker = await TestBroker.StartedAsync();
        await using (var before = await OnlineAsync(broker, "5", rest: "[home_assistant]\ndiscovery = true"))
            await before.Agent.StopAsync(TimeSpan.Zero);
        await using var client = await TestClient.ConnectAsync(broker.Port, filter: "#");
        await SaysAsync("\"watch_water\":{\"platform\":\"sensor\",\"unique_id\"");

        await using var agent = await OnlineAsync(broker, "5", watch: "", rest: "[home_assistant]\ndiscovery = true");

        await SaysAsync("\"watch_water\":{\"platform\":\"sensor\"}");
        await Wait.UntilAsync(
            () => client.Messages.Any(m => m.Topic == State && m.Payload.IsEmpty),
            "its last state was removed"
        );

        Task SaysAsync(string text) =>
            client.MessageAsync(
                m =>
                    m.Topic == Config
                    && System.Text.Encoding.UTF8.GetString(m.Payload.Span).Contains(text, StringComparison.Ordinal),
                $"the introduction said {text}"
            );
    }

    [Fact]
    public async Task Without_the_option_nobody_is_told()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port, filter: "#");
        await using var agent = await OnlineAsync(broker, "5");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c1");
        await client.ReplyAsync("c1"); // comes after whatever was published before

        Assert.DoesNotContain(client.Messages, m => m.Topic.StartsWith("homeassistant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_input_of_an_earlier_configuration_is_left_and_never_taken_for_a_request()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (
            var before = await OnlineAsync(
                broker,
                "5",
                watch: Watch.Replace("camera/+/jpg", "old/camera", StringComparison.Ordinal)
            )
        )
            await before.Agent.StopAsync(TimeSpan.Zero);

        await using var agent = await OnlineAsync(broker, "5");
        await SendAsync(client, "old/camera", """{"prompt":"Not a request."}""");
        await Wait.UntilAsync(() => broker.WasLeft("old/camera"), "the old subscription was left");

        await client.AskAsync(TestAgent.Request, """{"prompt":"A request."}""", "c1");
        await client.ReplyAsync("c1"); // is answered after whatever was taken before
        Assert.Equal("A request.", Assert.Single(agent.Model.Requests).Prompt);
    }

    private static async Task<TestAgent> OnlineAsync(
        TestBroker broker,
        string reads,
        string more = "",
        string rest = "",
        string watch = Watch,
        RecordingLogs? logs = null
    )
    {
        var config = TestAgent.Config(broker.Port, rest: $"{watch}\n{more}\n{rest}");
        return await TestAgent.OnlineAsync(config, Reading(reads), logs);
    }

    private static ScriptedModel Reading(string text) => new() { Script = (_, _, _) => ScriptedModel.Answering(text) };

    private static Task SendAsync(TestClient client, string topic, string payload, bool retain = false) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithRetainFlag(retain)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );
}
