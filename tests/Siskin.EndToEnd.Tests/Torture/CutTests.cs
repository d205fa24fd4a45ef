using System.Diagnostics;
using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// Broker restarts and bad networks under load. <c>SISKIN_CUTS</c> sets their number and <c>SISKIN_CUT_SEED</c> when
/// they come; every kind takes its turn.
/// </summary>
public sealed class CutTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private static readonly (string Name, Func<Bench, FaultyNetwork, Task> Do)[] Faults =
    [
        ("the broker restarts", RestartAsync),
        ("the connection is reset", (_, network) => ResetAsync(network)),
        ("the broker hears nothing", (bench, network) => DeafAsync(bench, network, Flow.Swallow, Flow.Pass)),
        ("the agent hears nothing", (bench, network) => DeafAsync(bench, network, Flow.Pass, Flow.Swallow)),
        ("nobody hears anything", (bench, network) => DeafAsync(bench, network, Flow.Swallow, Flow.Swallow)),
        ("the link stands still for a second", (_, network) => StallAsync(network)),
        ("nobody can connect for a second", (bench, network) => RefuseAsync(bench, network)),
    ];

    [Fact]
    public async Task Nothing_is_lost_and_the_status_is_right_although_broker_and_network_fail_again_and_again()
    {
        var cuts = Setting.Of("SISKIN_CUTS", Faults.Length);
        var random = new Random(Setting.Of("SISKIN_CUT_SEED", 1));
        using var state = new ScratchFolder();
        var broker = await MosquittoServer.StartAsync(new MosquittoOptions { Persistent = true }); // the bench ends it
        await using var network = new FaultyNetwork(broker.Port);
        await using var bench = await Bench.StartAsync(broker, Options(state, network));
        await using var load = await LoadClient.ConnectAsync(broker);
        using var enough = new CancellationTokenSource();
        var sending = load.SendAsync(
            () => TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?"),
            Pace,
            enough.Token
        );

        for (var cut = 0; cut < cuts; cut++)
        {
            var fault = Faults[cut % Faults.Length];
            await Task.Delay(random.Next(200, 700));
            await fault.Do(bench, network);
            await OnlineAsync(bench, $"after \"{fault.Name}\"");
        }

        await enough.CancelAsync();
        await sending;
        var complete = await load.CompleteAsync(ChildProcess.Patience);

        Report(bench, network, load, cuts);
        // Long enough for the broker to give up every connection that it may still believe in, and to send its will.
        await Task.Delay(TimeSpan.FromSeconds(9));
        await OnlineAsync(bench, "in the end");
        Assert.True(complete, $"{load.Missing} of {load.Exchanges.Count} have no reply\n-- agent\n{bench.Agent.Log}");
        Assert.True(load.Exchanges.Count >= cuts, $"only {load.Exchanges.Count} requests were sent");
        // Every kind costs the connection, but for the sixth: a link that stands still for a moment.
        var lost = cuts - ((cuts + 1) / Faults.Length);
        Assert.True(network.Connections > lost, $"{network.Connections} connections for {lost} losses");
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
        Assert.All(load.Exchanges, exchange => Assert.Equal(1, exchange.Different));
        // One session from the first connection on.
        Assert.Equal(1, Count(bench.Agent.Log, "session new"));
        Assert.DoesNotContain("should not", bench.Agent.Log, StringComparison.Ordinal);
    }

    private static AgentOptions Options(ScratchFolder state, FaultyNetwork network) =>
        new()
        {
            Url = network.Url,
            State = $"folder = \"{state.Path}\"",
            Broker = "keep_alive_s = 2",
            // Only the network is on trial here.
            Limits = "queue_count = 10000\ndeadline_ms = 3600000",
        };

    private static async Task RestartAsync(Bench bench, FaultyNetwork network)
    {
        await bench.Broker.StopAsync();
        await Task.Delay(100);
        await bench.Broker.StartAsync();
    }

    private static async Task ResetAsync(FaultyNetwork network)
    {
        var connections = network.Connections;
        network.Reset();
        await ReconnectedAsync(network, connections);
    }

    /// <summary>Bytes vanish; the broker has to notice, or the agent has to, and the agent has to come back.</summary>
    private static async Task DeafAsync(Bench bench, FaultyNetwork network, Flow toBroker, Flow toAgent)
    {
        var connections = network.Connections;
        network.Set(toBroker, toAgent);
        await ReconnectedAsync(network, connections);
    }

    private static async Task StallAsync(FaultyNetwork network)
    {
        network.Set(Flow.Stall, Flow.Stall);
        await Task.Delay(1_000);
        network.Set(Flow.Pass, Flow.Pass);
    }

    private static async Task RefuseAsync(Bench bench, FaultyNetwork network)
    {
        network.Refuse = true;
        network.Reset();
        await using (var watcher = await TestClient.ConnectAsync(bench.Broker))
            await watcher.WaitForAsync(bench.Agent.StatusTopic, "offline");
        await Task.Delay(1_000);
        network.Refuse = false;
    }

    private static async Task ReconnectedAsync(FaultyNetwork network, int connections)
    {
        for (var clock = Stopwatch.StartNew(); network.Connections == connections; await Task.Delay(20))
        {
            if (clock.Elapsed > ChildProcess.Patience)
                throw new TimeoutException("the agent did not connect again");
        }
    }

    /// <summary>A client that comes now finds the agent online, and it stays so.</summary>
    private static async Task OnlineAsync(Bench bench, string when)
    {
        await using var watcher = await TestClient.ConnectAsync(bench.Broker);
        try
        {
            await watcher.WaitForAsync(bench.Agent.StatusTopic, "online");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{when}: {e.Message}\n-- agent\n{bench.Agent.Log}", e);
        }
    }

    private void Report(Bench bench, FaultyNetwork network, LoadClient load, int cuts) =>
        output.WriteLine(
            $"{cuts} cuts, {load.Exchanges.Count} requests: {load.Missing} lost, "
                + $"{load.Exchanges.Sum(exchange => Math.Max(0, exchange.Replies - 1))} replies delivered again, "
                + $"{load.Exchanges.Count(exchange => exchange.Different > 1)} worked on twice; "
                + $"{network.Connections} connections, session new {Count(bench.Agent.Log, "session new")}, "
                + $"resumed {Count(bench.Agent.Log, "session resumed")}"
        );

    private static int Count(string text, string what) => text.Split(what).Length - 1;
}
