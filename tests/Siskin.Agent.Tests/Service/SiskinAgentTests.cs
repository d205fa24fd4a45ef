using MQTTnet;
using MQTTnet.Formatter;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class SiskinAgentTests
{
    [Fact]
    public async Task A_request_is_answered_to_its_response_topic_with_its_correlation_data()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync(TestAgent.Request, """{"id":"a","prompt":"Hello?"}""", "c1");

        var message = await client.ReplyMessageAsync("c1");
        var reply = TestClient.Json(message);
        Assert.Equal("application/json", message.ContentType);
        Assert.Equal("a", reply.GetProperty("id").GetString());
        Assert.Equal("Hello?", reply.GetProperty("text").GetString());
        Assert.Equal("stop", reply.GetProperty("finish_reason").GetString());
        Assert.Equal(0.8765, reply.GetProperty("confidence").GetDouble());
        Assert.Equal(3, reply.GetProperty("tokens").GetProperty("output").GetInt32());
        Assert.Equal(1.5, reply.GetProperty("timings_ms").GetProperty("encoder").GetDouble());
        Assert.Equal(1.0, reply.GetProperty("timings_ms").GetProperty("first_token").GetDouble());
        Assert.Equal("scripted 1.2", reply.GetProperty("model").GetString());
        Assert.Equal("cpu-fake", reply.GetProperty("variant").GetString());
        Assert.Null(message.Property("status"));
    }

    [Fact]
    public async Task A_frame_with_user_properties_reaches_the_model()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync(
            TestAgent.Request,
            [0xFF, 0xD8, 0xFF, 1],
            "frame",
            builder =>
                builder
                    .WithContentType("image/jpeg")
                    .WithUserProperty("prompt", "Read it."u8.ToArray())
                    .WithUserProperty("id", "f"u8.ToArray())
        );

        Assert.Equal("f", (await client.ReplyAsync("frame")).GetProperty("id").GetString());
        Assert.Equal([0xFF, 0xD8, 0xFF, 1], agent.Model.Requests.Single().Image.ToArray());
    }

    [Fact]
    public async Task An_mqtt_3_client_is_answered_below_the_device()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port, MqttProtocolVersion.V311);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"old-1","prompt":"Hello?"}""")
                .Build()
        );

        var reply = await client.MessageAsync("siskin/bench/reply/old-1", "{");
        Assert.Equal("Hello?", TestClient.Json(reply).GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_agent_that_speaks_mqtt_3_serves_and_announces_itself()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port, MqttProtocolVersion.V311);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, broker: "mqtt = \"3.1.1\""));

        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"x","prompt":"Hello?"}""")
                .Build()
        );

        await client.MessageAsync("siskin/bench/status", "online");
        await client.MessageAsync("siskin/bench/reply/x", "{");
    }

    [Fact]
    public async Task A_rejected_request_gets_its_error_and_is_acknowledged()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, broker: "receive_maximum = 2")
        );

        // More of them than the broker sends without acknowledgement.
        for (var i = 0; i < 10; i++)
            await client.AskAsync(TestAgent.Request, "{ nonsense", $"bad-{i}");

        for (var i = 0; i < 10; i++)
        {
            var message = await client.ReplyMessageAsync($"bad-{i}");
            Assert.Equal("400", message.Property("status"));
            Assert.Equal(400, TestClient.Json(message).GetProperty("error").GetProperty("code").GetInt32());
        }
        await client.AskAsync(TestAgent.Request, """{"prompt":"Still there?"}""", "good");
        Assert.Equal("Still there?", (await client.ReplyAsync("good")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_failing_model_is_answered_with_500_and_the_next_request_is_served()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        agent.Model.Script = (request, _, _) =>
            request.Prompt == "break"
                ? throw new InvalidOperationException("native trouble")
                : ScriptedModel.Answering("fine");

        await client.AskAsync(TestAgent.Request, """{"prompt":"break"}""", "one");
        await client.AskAsync(TestAgent.Request, """{"prompt":"go on"}""", "two");

        var error = (await client.ReplyAsync("one")).GetProperty("error");
        Assert.Equal(500, error.GetProperty("code").GetInt32());
        Assert.DoesNotContain("native trouble", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("fine", (await client.ReplyAsync("two")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_flood_is_answered_completely_and_429_where_the_queue_was_full()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: "[limits]\nqueue_count = 3")
        );
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };

        for (var i = 0; i < 200; i++)
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{i}}"}""", $"flood-{i}");
        await Wait.UntilAsync(
            () => client.Messages.Count(m => m.Property("status") == "429") == 197,
            "197 requests were refused"
        );
        gate.Set();

        var answered = 0;
        for (var i = 0; i < 200; i++)
            answered += (await client.ReplyAsync($"flood-{i}")).TryGetProperty("text", out _) ? 1 : 0;
        Assert.Equal(3, answered);
    }

    [Fact]
    public async Task A_request_whose_expiry_passed_in_the_queue_is_not_started()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var time = new ImpatientTimeProvider();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), time: time);
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };

        await client.AskAsync(TestAgent.Request, """{"prompt":"first"}""", "first");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");
        await client.AskAsync(
            TestAgent.Request,
            """{"id":"e","prompt":"second"}""",
            "second",
            builder => builder.WithMessageExpiryInterval(20)
        );
        await Wait.UntilAsync(() => agent.Agent.Pending == 2, "both were accepted");
        time.Skip(TimeSpan.FromSeconds(20)); // less than the 30 s that a request without expiry has
        gate.Set();

        var message = await client.ReplyMessageAsync("second");
        Assert.Equal("408", message.Property("status"));
        Assert.Equal("e", TestClient.Json(message).GetProperty("id").GetString());
        Assert.Equal(1, agent.Model.Asked);
    }

    [Theory]
    [InlineData("house/lights/set")]
    [InlineData("siskin/other/request")]
    [InlineData("siskin/bench/status")]
    [InlineData("$SYS/x")]
    public async Task A_response_topic_outside_the_allowed_ones_is_not_written_to(string topic)
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port, filter: "#");
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync(
            TestAgent.Request,
            """{"id":"x","prompt":"Hello?"}""",
            "c",
            builder => builder.WithResponseTopic(topic)
        );

        var message = await client.MessageAsync("siskin/bench/reply/x", "{");
        Assert.Equal("400", message.Property("status"));
        Assert.DoesNotContain(client.Messages, m => m.Topic == topic && TestClient.Text(m).StartsWith('{'));
        Assert.Equal(0, agent.Model.Asked);
    }

    [Fact]
    public async Task A_streamed_reply_comes_in_pieces_and_whole()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        agent.Model.Script = (_, onText, _) =>
        {
            foreach (var piece in new[] { "21", ".5", " C" })
                onText!(piece);
            return ScriptedModel.Answering("21.5 C");
        };

        await client.AskAsync(TestAgent.Request, """{"id":"s","prompt":"How warm?","stream":true}""", "stream");

        Assert.Equal("21.5 C", (await client.ReplyAsync("stream")).GetProperty("text").GetString());
        var pieces = client.Messages.Where(m => m.Property("delta") is not null).ToList();
        Assert.Equal(["0", "1", "2"], pieces.Select(m => m.Property("delta")));
        Assert.Equal("21.5 C", string.Concat(pieces.Select(m => TestClient.Json(m).GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task Telemetry_counts_answers_and_errors()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: "[telemetry]\ninterval_s = 1")
        );

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "ok");
        await client.AskAsync(TestAgent.Request, "{", "bad");

        var message = await client.MessageAsync(
            m =>
                m.Topic == "siskin/bench/telemetry"
                && TestClient.Json(m).GetProperty("requests").GetProperty("received").GetInt64() == 2
                && TestClient.Json(m).GetProperty("window_requests").GetInt64() == 1
                && TestClient.Json(m).GetProperty("errors").TryGetProperty("400", out _),
            "telemetry counted both"
        );
        var telemetry = TestClient.Json(message);
        Assert.Equal(1, telemetry.GetProperty("requests").GetProperty("answered").GetInt64());
        Assert.Equal(1, telemetry.GetProperty("errors").GetProperty("400").GetInt64());
        Assert.Equal(1.5, telemetry.GetProperty("timings_ms").GetProperty("encoder").GetProperty("p50").GetDouble());
        Assert.Equal(800, telemetry.GetProperty("tokens_per_s").GetDouble());
        Assert.True(telemetry.GetProperty("process").GetProperty("rss_bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    [InlineData(200_000, true)]
    public async Task A_request_with_too_many_user_properties_is_refused_with_413(int count, bool refused)
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        using var client = new MQTTnet.MqttClientFactory().CreateMqttClient();
        var replies = System.Threading.Channels.Channel.CreateUnbounded<string>();
        client.ApplicationMessageReceivedAsync += args =>
        {
            replies.Writer.TryWrite(
                System.Text.Encoding.UTF8.GetString(
                    System.Buffers.BuffersExtensions.ToArray(args.ApplicationMessage.Payload)
                )
            );
            return Task.CompletedTask;
        };
        await client.ConnectAsync(
            new MQTTnet.MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", broker.Port)
                .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
                .WithClientId("flood")
                .Build(),
            CancellationToken.None
        );
        await MQTTnet.MqttClientExtensions.SubscribeAsync(client, "siskin/flood/reply/x");
        var request = new MQTTnet.MqttApplicationMessage
        {
            Topic = TestAgent.Request,
            PayloadSegment = System.Text.Encoding.UTF8.GetBytes("""{"prompt":"Many?"}"""),
            ResponseTopic = "siskin/flood/reply/x",
            CorrelationData = [1],
            QualityOfServiceLevel = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce,
            UserProperties =
            [
                .. Enumerable.Repeat(new MQTTnet.Packets.MqttUserProperty("", default(ReadOnlyMemory<byte>)), count),
            ],
        };

        await client.PublishAsync(request, CancellationToken.None);

        var reply = await replies.Reader.ReadAsync().AsTask().PatientlyAsync();
        Assert.Contains(refused ? "\"code\":413" : "\"text\":\"Many?\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_have_one_line_per_event_and_nothing_of_what_requests_say()
    {
        using var logs = new RecordingLogs();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port), logs: logs);

        await client.AskAsync(
            TestAgent.Request,
            """{"id":"secret-id","prompt":"secret prompt","sensors":"secret=1"}""",
            "a"
        );
        await client.AskAsync(TestAgent.Request, """{"prompt":"secret prompt","max_tokens":-1}""", "b");
        await client.AskAsync(TestAgent.Request, "{ secret", "c");
        await client.AskAsync(TestAgent.Request, [0x41], "d", builder => builder.WithContentType("two\nlines"));
        foreach (var correlation in new[] { "a", "b", "c", "d" })
            await client.ReplyAsync(correlation);

        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(
            logs.Lines,
            line => line.Contains("secret", StringComparison.Ordinal) || line.Contains('\n', StringComparison.Ordinal)
        );
        Assert.DoesNotContain(logs.Lines, line => line.Split(' ')[1] == "0"); // every event has an id
    }
}
