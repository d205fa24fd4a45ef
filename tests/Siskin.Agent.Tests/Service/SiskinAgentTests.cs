using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
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
    public async Task A_duplicate_gets_the_stored_reply_without_asking_the_model_again()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
        var first = await client.ReplyMessageAsync("same");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
        await Wait.UntilAsync(() => client.CountReplies("same") == 2, "the second reply came");

        Assert.Equal(1, agent.Model.Asked);
        Assert.All(
            client.Messages.Where(m => m.Topic == client.ResponseTopic),
            m => Assert.Equal(first.Payload.ToArray(), m.Payload.ToArray())
        );
    }

    [Fact]
    public async Task A_duplicate_of_a_running_request_waits_for_the_one_reply()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };

        await client.AskAsync(TestAgent.Request, """{"prompt":"Slow?"}""", "slow");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Slow?"}""", "slow");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Next?"}""", "next");
        await Wait.UntilAsync(() => agent.Agent.Pending == 2, "the duplicate and the next one came");
        gate.Set();
        await client.ReplyAsync("next");

        Assert.Equal(1, client.CountReplies("slow"));
        Assert.Equal(2, agent.Model.Asked);
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

    [Fact]
    public async Task A_retained_request_is_ignored()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        // An MQTT 3.1.1 subscriber cannot ask the broker to leave retained messages out.
        await client.AskAsync(
            TestAgent.Request,
            """{"id":"kept","prompt":"Again?"}""",
            "kept",
            builder => builder.WithRetainFlag()
        );
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, broker: "mqtt = \"3.1.1\""));

        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"fresh","prompt":"Now?"}""")
                .Build()
        );

        await client.MessageAsync("siskin/bench/reply/fresh", "{");
        Assert.Equal(["Now?"], agent.Model.Requests.Select(request => request.Prompt));
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
    public async Task A_reply_produced_while_the_broker_is_away_is_delivered_after_its_return()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        await client.AskAsync(TestAgent.Request, """{"prompt":"Hold on?"}""", "held");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");

        await broker.StopAsync();
        gate.Set();
        // The client comes back first: this broker forgot who had subscribed.
        var clientIsBack = false;
        broker.OnConnect = args =>
            args.ReasonCode =
                args.ClientId == "siskin-bench" && !Volatile.Read(ref clientIsBack)
                    ? MqttConnectReasonCode.ServerUnavailable
                    : MqttConnectReasonCode.Success;
        await broker.StartAsync();
        await client.ReconnectAsync();
        Volatile.Write(ref clientIsBack, true);

        Assert.Equal("Hold on?", (await client.ReplyAsync("held")).GetProperty("text").GetString());
        await client.MessageAsync("siskin/bench/status", "online");
    }

    [Fact]
    public async Task A_lost_connection_is_resumed_and_nothing_is_answered_twice()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        for (var i = 0; i < 5; i++)
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{i}}"}""", $"cut-{i}");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");

        await broker.DropAsync("siskin-bench");
        gate.Set();

        for (var i = 0; i < 5; i++)
            Assert.Equal($"{i}", (await client.ReplyAsync($"cut-{i}")).GetProperty("text").GetString());
        Assert.Equal(5, agent.Model.Asked);
    }

    [Fact]
    public async Task Status_is_online_then_stopped_after_a_clean_stop()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await agent.Agent.StopAsync(TimeSpan.FromSeconds(5));
        await client.MessageAsync("siskin/bench/status", "stopped");

        Assert.Equal(
            ["online", "stopped"],
            client.Messages.Where(m => m.Topic == "siskin/bench/status").Select(TestClient.Text)
        );
    }

    [Fact]
    public async Task The_will_says_offline_and_the_reconnected_agent_online_again()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await broker.DropAsync("siskin-bench");

        await Wait.UntilAsync(
            () =>
                client
                    .Messages.Where(m => m.Topic == "siskin/bench/status")
                    .Select(TestClient.Text)
                    .SequenceEqual(["online", "offline", "online"]),
            "the status was online, offline, online"
        );
    }

    [Fact]
    public async Task Info_describes_the_model_and_the_limits()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(broker.Port, rest: "[limits]\nmax_tokens = 20")
        );
        await using var late = await TestClient.ConnectAsync(broker.Port);

        var message = await late.MessageAsync("siskin/bench/info", "{");

        var info = TestClient.Json(message);
        Assert.True(message.Retained);
        Assert.Equal("bench", info.GetProperty("device").GetString());
        Assert.Equal("scripted", info.GetProperty("bundle").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, info.GetProperty("fallback_reason").ValueKind);
        Assert.Equal(20, info.GetProperty("limits").GetProperty("max_tokens").GetInt32());
        Assert.Equal("Repeat.", info.GetProperty("tasks")[0].GetProperty("prompt").GetString());
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

    [Fact]
    public async Task A_pool_request_is_answered_where_the_broker_has_no_shared_subscriptions()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, agent: "pools = [\"kiln\"]"));

        await client.AskAsync("siskin/pool/kiln/request", """{"prompt":"Anyone?"}""", "pool");

        Assert.Equal("Anyone?", (await client.ReplyAsync("pool")).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(MQTTnet.Formatter.MqttProtocolVersion.V500)]
    [InlineData(MQTTnet.Formatter.MqttProtocolVersion.V311)]
    public async Task An_embedded_broker_gives_clients_without_an_id_one(MQTTnet.Formatter.MqttProtocolVersion version)
    {
        var port = TestBroker.FreePort();
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(port, broker: $"embedded = true\nembedded_port = {port}")
        );
        using var first = new MQTTnet.MqttClientFactory().CreateMqttClient();
        using var second = new MQTTnet.MqttClientFactory().CreateMqttClient();
        var options = new MQTTnet.MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithProtocolVersion(version)
            .WithClientId("")
            .WithCleanStart()
            .Build();

        var result = await first.ConnectAsync(options, CancellationToken.None);
        await second.ConnectAsync(options, CancellationToken.None);

        Assert.True(first.IsConnected && second.IsConnected);
        if (version == MQTTnet.Formatter.MqttProtocolVersion.V500)
            Assert.StartsWith("auto-", result.AssignedClientIdentifier, StringComparison.Ordinal);
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
    public async Task The_same_correlation_data_with_another_question_is_another_request()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        string[] questions = ["one", "two", "one"];
        for (var asked = 0; asked < questions.Length; asked++)
        {
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{questions[asked]}}"}""", "1");
            await Wait.UntilAsync(() => client.CountReplies("1") == asked + 1, "a reply to each question");
        }

        var texts = client
            .Messages.Where(message => message.Topic == client.ResponseTopic)
            .Select(message => JsonDocument.Parse(message.Payload).RootElement.GetProperty("text").GetString());
        Assert.Equal(questions, texts);
        Assert.Equal(2, agent.Model.Requests.Count);
    }

    [Fact]
    public async Task An_embedded_broker_serves_clients_and_ends_with_503_for_what_still_waits()
    {
        var port = TestBroker.FreePort();
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(port, broker: $"embedded = true\nembedded_port = {port}")
        );
        await using var client = await TestClient.ConnectAsync(port);
        agent.Model.Script = (request, _, cancellation) =>
        {
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
            return ScriptedModel.Answering(request.Prompt);
        };
        await client.AskAsync(TestAgent.Request, """{"prompt":"one"}""", "one");
        await client.AskAsync(TestAgent.Request, """{"prompt":"two"}""", "two");
        await Wait.UntilAsync(() => agent.Agent.Pending == 2, "both were accepted");

        await agent.Agent.StopAsync(TimeSpan.Zero);

        Assert.Equal("503", (await client.ReplyMessageAsync("one")).Property("status"));
        Assert.Equal("503", (await client.ReplyMessageAsync("two")).Property("status"));
        await client.MessageAsync("siskin/bench/status", "stopped");
    }

    [Fact]
    public async Task Unanswered_requests_of_a_stopped_agent_are_answered_by_the_next_one()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (var first = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port)))
        {
            first.Model.Script = (_, _, cancellation) =>
            {
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
                return ScriptedModel.Answering("never");
            };
            for (var i = 0; i < 3; i++)
                await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{i}}"}""", $"back-{i}");
            await Wait.UntilAsync(() => first.Agent.Pending == 3, "all were accepted");
            await first.Agent.StopAsync(TimeSpan.Zero);
        }

        await using var second = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        for (var i = 0; i < 3; i++)
            Assert.Equal($"{i}", (await client.ReplyAsync($"back-{i}")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_reply_that_the_broker_does_not_take_becomes_an_error_that_it_takes()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        broker.OnSend = packet =>
        {
            if (packet is MqttConnAckPacket answer)
                answer.MaximumPacketSize = 700;
        };
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        agent.Model.Script = (request, _, _) =>
            ScriptedModel.Answering(new string('x', request.Prompt == "long" ? 800 : 8));

        await client.AskAsync(TestAgent.Request, """{"prompt":"long"}""", "long");
        await client.AskAsync(TestAgent.Request, """{"prompt":"short"}""", "short");

        Assert.Equal("413", (await client.ReplyMessageAsync("long")).Property("status"));
        Assert.Equal("xxxxxxxx", (await client.ReplyAsync("short")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_pool_that_is_no_longer_configured_is_left_and_its_last_request_answered()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (
            var before = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, agent: "pools = [\"kiln\"]"))
        )
            await before.Agent.StopAsync(TimeSpan.Zero);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync("siskin/pool/kiln/request", """{"prompt":"one"}""", "one");

        Assert.Equal("one", (await client.ReplyAsync("one")).GetProperty("text").GetString());
        await Wait.UntilAsync(() => broker.WasLeft("siskin/pool/kiln/request"), "the subscription was left");
    }

    [Fact]
    public async Task A_broker_that_refuses_the_subscription_is_tried_again()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var refusals = 0;
        broker.OnSend = packet =>
        {
            if (packet is MqttSubAckPacket answer && Interlocked.Increment(ref refusals) <= 2)
                answer.ReasonCodes = [MqttSubscribeReasonCode.NotAuthorized];
        };

        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c");

        Assert.Equal("Hello?", (await client.ReplyAsync("c")).GetProperty("text").GetString());
        Assert.True(refusals > 2);
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
