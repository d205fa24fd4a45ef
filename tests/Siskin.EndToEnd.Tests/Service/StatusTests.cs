using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class StatusTests
{
    [Fact]
    public async Task Online_and_info_are_retained_for_clients_that_come_later()
    {
        await using var bench = await Bench.StartAsync();
        await using var late = await TestClient.ConnectAsync(bench.Broker);

        var status = await late.WaitForAsync(bench.Agent.StatusTopic, "online");
        var info = (await late.WaitForAsync(bench.Agent.InfoTopic, "{")).Json;

        Assert.True(status.Retained);
        Assert.Equal("bench-1", info.GetProperty("device").GetString());
        Assert.StartsWith("cpu-", info.GetProperty("variant").GetString(), StringComparison.Ordinal);
        Assert.Equal("cpu", info.GetProperty("provider").GetString());
        Assert.True(info.GetProperty("limits").GetProperty("queue_count").GetInt32() > 0);
        Assert.Matches(@"^\d+\.\d+\.\d+", info.GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_terminated_agent_says_stopped_and_exits_with_0()
    {
        await using var bench = await Bench.StartAsync();

        bench.Agent.Terminate();

        await bench.Client.WaitForAsync(bench.Agent.StatusTopic, "stopped");
        Assert.Equal(0, await bench.Agent.WaitForExitAsync());
    }

    [Fact]
    public async Task The_broker_announces_a_killed_agent_as_offline()
    {
        await using var bench = await Bench.StartAsync();

        bench.Agent.Kill();

        await bench.Client.WaitForAsync(bench.Agent.StatusTopic, "offline");
        await using var late = await TestClient.ConnectAsync(bench.Broker);
        Assert.True((await late.WaitForAsync(bench.Agent.StatusTopic, "offline")).Retained);
    }

    [Fact]
    public async Task A_restarted_agent_is_online_again()
    {
        await using var bench = await Bench.StartAsync();
        bench.Agent.Kill();
        await bench.Client.WaitForAsync(bench.Agent.StatusTopic, "offline");
        bench.Client.Forget();

        await using var again = AgentProcess.Start(bench.Broker);

        await bench.OnlineAsync();
        await bench.AssertServingAsync();
    }
}
