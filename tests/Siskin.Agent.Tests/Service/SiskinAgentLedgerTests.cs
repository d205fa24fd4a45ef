using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Service;

/// <summary>What an agent owes its clients across restarts and with disks that fail.</summary>
public sealed class SiskinAgentLedgerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reply_that_was_not_sent_is_sent_by_the_next_process()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (var agent = await TestAgent.OnlineAsync(Config(broker)))
        {
            using var gate = new ManualResetEventSlim();
            agent.Model.Script = (request, _, cancellation) =>
            {
                gate.Wait(cancellation);
                return ScriptedModel.Answering(request.Prompt);
            };
            await client.AskAsync(TestAgent.Request, """{"id":"i","prompt":"Hold on?"}""", "held");
            await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");
            broker.OnConnect = args => args.ReasonCode = MQTTnet.Protocol.MqttConnectReasonCode.ServerUnavailable;
            await broker.DropAsync("siskin-bench");
            gate.Set();
            await Wait.UntilAsync(() => agent.Agent.Ledger.Telemetry.Undelivered == 1, "the reply was stored");
            await agent.Agent.StopAsync(TimeSpan.Zero);
        }
        Assert.Equal(0, client.CountReplies("held"));
        broker.OnConnect = null;

        await using var next = await TestAgent.OnlineAsync(Config(broker));

        Assert.Equal("Hold on?", (await client.ReplyAsync("held")).GetProperty("text").GetString());
        await client.AskAsync(TestAgent.Request, """{"prompt":"Next?"}""", "next");
        await client.ReplyAsync("next");
        Assert.Equal(1, next.Model.Asked);
    }

    [Fact]
    public async Task A_duplicate_gets_the_reply_of_the_process_before()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using (var agent = await TestAgent.OnlineAsync(Config(broker)))
        {
            await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
            await client.ReplyAsync("same");
            await agent.Agent.StopAsync(TimeSpan.Zero);
        }

        await using var next = await TestAgent.OnlineAsync(Config(broker));
        await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
        await Wait.UntilAsync(() => client.CountReplies("same") >= 2, "the second reply came");

        Assert.Equal(0, next.Model.Asked);
        Assert.Single(client.Messages.Where(m => m.Topic == client.ResponseTopic).Select(TestClient.Text).Distinct());
    }

    [Fact]
    public async Task A_request_that_ends_the_process_twice_is_answered_with_500()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        using var first = await DieAsync(
            _folder,
            broker,
            () => client.AskAsync(TestAgent.Request, """{"id":"d","prompt":"Deadly?"}""", "deadly")
        );
        using var second = await DieAsync(first, broker, () => Task.CompletedTask);

        await using var third = await TestAgent.OnlineAsync(Config(broker, second));

        var reply = await client.ReplyMessageAsync("deadly");
        Assert.Equal("500", reply.Property("status"));
        Assert.Contains("ended the agent 2 times", TestClient.Text(reply), StringComparison.Ordinal);
        await client.AskAsync(TestAgent.Request, """{"prompt":"Alive?"}""", "alive");
        Assert.Equal("Alive?", (await client.ReplyAsync("alive")).GetProperty("text").GetString());
        Assert.Equal(["Alive?"], third.Model.Requests.Select(request => request.Prompt));
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_used_is_announced_and_costs_no_reply()
    {
        File.WriteAllText(_folder.File("file"), "");
        using var logs = new RecordingLogs();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(
                broker.Port,
                rest: $"[state]\nfolder = \"{_folder.File("file/state")}\"\n[telemetry]\ninterval_s = 1"
            ),
            logs: logs
        );

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c");

        Assert.Equal("Hello?", (await client.ReplyAsync("c")).GetProperty("text").GetString());
        var info = TestClient.Json(await client.MessageAsync("siskin/bench/info", "{"));
        Assert.Equal("memory", info.GetProperty("durability").GetString());
        Assert.Contains("file/state", info.GetProperty("durability_problem").GetString(), StringComparison.Ordinal);
        var telemetry = TestClient.Json(await client.MessageAsync("siskin/bench/telemetry", "{"));
        Assert.Contains(
            "file/state",
            telemetry.GetProperty("ledger").GetProperty("problem").GetString(),
            StringComparison.Ordinal
        );
        Assert.Single(logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_becomes_full_is_announced_and_costs_no_reply()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(Config(broker));
        agent.Model.Script = (request, _, _) =>
            ScriptedModel.Answering(new string('x', request.Prompt == "long" ? 200_000 : 8));

        foreach (var prompt in new[] { "short", "long", "next" })
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{prompt}}"}""", prompt);

        foreach (var prompt in new[] { "short", "long", "next" })
            Assert.NotNull((await client.ReplyAsync(prompt)).GetProperty("text").GetString());
        var infos = client.Messages.Where(m => m.Topic == "siskin/bench/info").Select(TestClient.Json).ToList();
        Assert.Equal(["disk", "memory"], infos.Select(info => info.GetProperty("durability").GetString()));
        Assert.Contains("no room", infos[1].GetProperty("durability_problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_ledger_is_replaced_and_the_agent_serves()
    {
        File.WriteAllText(_folder.File("ledger.db"), new string('x', 10_000));
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(Config(broker));

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "c");

        Assert.Equal("Hello?", (await client.ReplyAsync("c")).GetProperty("text").GetString());
        Assert.Equal("disk", agent.Agent.Ledger.Durability);
        Assert.Single(Directory.GetFiles(_folder.Path, "ledger.db.damaged-*"));
    }

    /// <summary>Runs an agent until it works on a request, and returns the files that a crash there leaves.</summary>
    private static async Task<ScratchFolder> DieAsync(ScratchFolder folder, TestBroker broker, Func<Task> ask)
    {
        var model = new ScriptedModel
        {
            Script = (_, _, cancellation) =>
            {
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
                return ResponderResult.From(ScriptedModel.Answering("never"));
            },
        };
        await using var agent = await TestAgent.OnlineAsync(Config(broker, folder), model);
        await ask();
        await Wait.UntilAsync(() => model.Asked == 1, "work began");
        var left = folder.AsLeftByACrash();
        await agent.Agent.StopAsync(TimeSpan.Zero);
        return left;
    }

    private AgentConfig Config(TestBroker broker) => Config(broker, _folder);

    private static AgentConfig Config(TestBroker broker, ScratchFolder folder) =>
        TestAgent.Config(broker.Port, rest: $"[state]\nfolder = \"{folder.Path}\"\nfile_bytes = 65536");
}
