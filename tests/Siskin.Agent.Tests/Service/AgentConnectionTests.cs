using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class AgentConnectionTests
{
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
}
