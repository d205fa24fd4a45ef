using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>What the service tells systemd.</summary>
public sealed class NotifyTests
{
    [Fact]
    public async Task Systemd_learns_of_readiness_of_life_and_of_the_end()
    {
        using var systemd = new NotifySocket();
        using var folder = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync();
        var config = folder.Write("siskin.toml", AgentProcess.Configuration(broker, new AgentOptions(), folder));
        await using var agent = ChildProcess.Start(
            Checkout.Binary,
            ["run", "--config", config],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path, ["WATCHDOG_USEC"] = "20000000" }
        );

        await systemd.WaitForAsync(messages => messages.Contains("READY=1"), "the agent was ready");
        await systemd.WaitForAsync(
            messages => messages.Count(message => message == "WATCHDOG=1") >= 2,
            "an idle agent fed the watchdog twice"
        );
        agent.Terminate();

        Assert.Equal(0, await agent.WaitForExitAsync());
        Assert.Contains("STOPPING=1", systemd.Messages);
        // Journal priorities and no time of its own: the journal has both.
        Assert.All(
            agent.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^<[0-7]>Siskin\.Agent[\w.]*\[\d+\] ", line)
        );
    }

    [Fact]
    public async Task A_hangup_reloads_the_configuration_without_losing_requests()
    {
        using var systemd = new NotifySocket();
        using var folder = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        var text = AgentProcess.Configuration(broker, new AgentOptions(), folder);
        var config = folder.Write("siskin.toml", text);
        await using var agent = ChildProcess.Start(
            Checkout.Binary,
            ["run", "--config", config],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path }
        );
        await client.WaitForAsync("siskin/bench-1/status", "online");
        int Readies() => systemd.Messages.Count(message => message == "READY=1");
        await systemd.WaitForAsync(_ => Readies() == 1, "the agent was ready");

        folder.Write(
            "siskin.toml",
            text.Replace("[limits]", "[limits]\ndeadline_ms = 9000", StringComparison.Ordinal)
                .Replace("will_delay_s = 0", "will_delay_s = 1", StringComparison.Ordinal)
        );
        agent.HangUp();
        await systemd.WaitForAsync(_ => Readies() == 2, "the agent was ready again");
        folder.Write("siskin.toml", "nonsense");
        agent.HangUp();
        await systemd.WaitForAsync(_ => Readies() == 3, "the agent was ready again");

        var reloading = systemd.Messages.Where(m => m.StartsWith("RELOADING=1", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, reloading.Length);
        Assert.All(reloading, message => Assert.Matches(@"^RELOADING=1\nMONOTONIC_USEC=\d+$", message));
        var reply = await client.AskAsync(TestRequest.Text("siskin/bench-1/request", "Which value is highest?"));
        Assert.NotNull(reply.Answer);
        var infos = client.Messages.Where(message => message.Topic == "siskin/bench-1/info").ToArray();
        Assert.Equal(9000, infos[^1].Json.GetProperty("limits").GetProperty("deadline_ms").GetInt32());

        // The log is written by a thread of its own and may come after the notification: all of it is there when the
        // agent has ended.
        agent.Terminate();
        Assert.Equal(0, await agent.WaitForExitAsync());
        Assert.Contains(
            "[10] Read the configuration again; in effect now: [limits] deadline_ms.",
            agent.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "[11] Changed in the configuration, but needs a restart: [broker] will_delay_s.",
            agent.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "[12] The configuration has a mistake, so all stays as it was.",
            agent.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_watchdog_none_is_fed()
    {
        using var systemd = new NotifySocket();
        using var folder = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync();
        var config = folder.Write("siskin.toml", AgentProcess.Configuration(broker, new AgentOptions(), folder));
        await using var agent = ChildProcess.Start(
            Checkout.Binary,
            ["run", "--config", config],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path }
        );

        await systemd.WaitForAsync(messages => messages.Contains("READY=1"), "the agent was ready");
        agent.Terminate();
        await agent.WaitForExitAsync();

        Assert.DoesNotContain("WATCHDOG=1", systemd.Messages);
    }
}
