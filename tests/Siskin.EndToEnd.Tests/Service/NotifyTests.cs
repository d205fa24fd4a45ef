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
            Checkout.Binary, ["run", "--config", config],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path, ["WATCHDOG_USEC"] = "20000000" });

        await systemd.WaitForAsync(messages => messages.Contains("READY=1"), "the agent was ready");
        await systemd.WaitForAsync(
            messages => messages.Count(message => message == "WATCHDOG=1") >= 2, "an idle agent fed the watchdog twice");
        agent.Terminate();

        Assert.Equal(0, await agent.WaitForExitAsync());
        Assert.Contains("STOPPING=1", systemd.Messages);
        // Journal priorities and no time of its own: the journal has both.
        Assert.All(
            agent.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^<[0-7]>Siskin\.Agent[\w.]*\[\d+\] ", line));
    }

    [Fact]
    public async Task Without_a_watchdog_none_is_fed()
    {
        using var systemd = new NotifySocket();
        using var folder = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync();
        var config = folder.Write("siskin.toml", AgentProcess.Configuration(broker, new AgentOptions(), folder));
        await using var agent = ChildProcess.Start(
            Checkout.Binary, ["run", "--config", config],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path });

        await systemd.WaitForAsync(messages => messages.Contains("READY=1"), "the agent was ready");
        agent.Terminate();
        await agent.WaitForExitAsync();

        Assert.DoesNotContain("WATCHDOG=1", systemd.Messages);
    }
}
