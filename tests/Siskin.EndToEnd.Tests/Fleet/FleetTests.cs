using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Fleet;

public sealed class FleetTests
{
    [Fact]
    public async Task A_real_agent_and_simulated_devices_are_on_one_page()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { TelemetrySeconds = 1 });
        await using var fleet = await FleetProcess.StartAsync(bench.Broker);
        await using var simulation = Simulate(bench.Broker, "down=0.5");

        var page = await fleet.WaitAsync(
            "/metrics",
            text =>
                text.Contains("siskin_fleet_devices 9\n", StringComparison.Ordinal)
                && text.Contains("siskin_fleet_uptime_seconds{device=\"bench-1\"}", StringComparison.Ordinal)
        );
        Assert.Contains("siskin_fleet_device_up{device=\"bench-1\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("} 0\n", page, StringComparison.Ordinal);

        bench.Agent.Kill();
        await fleet.WaitAsync(
            "/api/fleet?query=device%3Dbench-1%20and%20down",
            text => JsonDocument.Parse(text).RootElement.GetProperty("summary").GetProperty("devices").GetInt32() == 1
        );
    }

    [Fact]
    public async Task What_simulated_devices_left_is_taken_away_when_they_end()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var fleet = await FleetProcess.StartAsync(broker);
        await using var simulation = Simulate(broker, "");
        await fleet.WaitAsync("/metrics", text => text.Contains("siskin_fleet_devices 8\n", StringComparison.Ordinal));

        simulation.Terminate();

        Assert.Equal(0, await simulation.WaitForExitAsync());
        await fleet.WaitAsync("/metrics", text => text.Contains("siskin_fleet_devices 0\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Top_prints_one_table_and_ends()
    {
        await using var bench = await Bench.StartAsync();

        var top = await ChildProcess.RunAsync(
            FleetProcess.Binary,
            ["top", "--once", "--wait-s", "1", "--broker", bench.Broker.Url]
        );

        top.Expect(0);
        Assert.Contains("bench-1", top.Output, StringComparison.Ordinal);
        Assert.Contains("1 devices: 1 up", top.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_broker_the_page_says_so_and_top_fails()
    {
        var broker = MosquittoServer.Prepare();
        var top = await ChildProcess.RunAsync(
            FleetProcess.Binary,
            ["top", "--once", "--wait-s", "1", "--broker", broker.Url]
        );
        top.Expect(1);
        Assert.Contains("nobody listens at", top.Error, StringComparison.Ordinal);

        await broker.StartAsync();
        await using var fleet = await FleetProcess.StartAsync(broker);
        await broker.KillAsync();
        await fleet.WaitAsync("/api/fleet", text => text.Contains("\"broker_problem\":", StringComparison.Ordinal));
        await broker.StartAsync();
        await fleet.WaitAsync("/api/fleet", text => !text.Contains("\"broker_problem\":", StringComparison.Ordinal));
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_keeps_the_history_and_is_no_failure()
    {
        using var folder = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var simulation = Simulate(broker, "");
        await using (var fleet = await FleetProcess.StartAsync(broker, "--data", folder.Path))
        {
            await fleet.WaitAsync(
                "/api/history?device=sim-0001&hours=1",
                text => JsonDocument.Parse(text).RootElement.GetProperty("times").GetArrayLength() > 0
            );
            fleet.Terminate();
            Assert.Equal(0, await fleet.WaitForExitAsync());
        }

        await using var again = await FleetProcess.StartAsync(broker, "--data", folder.Path);
        await again.WaitAsync(
            "/api/history?device=sim-0001&hours=24",
            text => JsonDocument.Parse(text).RootElement.GetProperty("times").GetArrayLength() > 0
        );
    }

    private static ChildProcess Simulate(MosquittoServer broker, string failures) =>
        ChildProcess.Start(
            FleetProcess.Binary,
            [
                "simulate",
                "--broker",
                broker.Url,
                "--devices",
                "8",
                "--interval-s",
                "1",
                "--wills",
                "2",
                "--failures",
                failures,
            ]
        );
}
