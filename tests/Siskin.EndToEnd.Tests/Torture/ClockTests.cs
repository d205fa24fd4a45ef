using System.Globalization;
using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// A wall clock that jumps by days under load, as that of a board without a battery does when the time comes from the
/// network. <c>SISKIN_DISK_ROUNDS</c> sets how often.
/// </summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    // Days by which the clock is wrong, one after the other; the last ones are what a board starts with.
    private static readonly int[] Days = [3, -3, 400, 0, -10_000, -9_999];

    private readonly int rounds = Setting.Of("SISKIN_DISK_ROUNDS", 0);

    [Fact]
    public async Task A_clock_that_jumps_costs_neither_requests_nor_the_connection()
    {
        var jumps = rounds == 0 ? Days[1..2] : [.. Enumerable.Repeat(Days, rounds).SelectMany(days => days)];
        using var state = new ScratchFolder();
        var clock = state.Write("clock", "+0");
        await using var bench = await Bench.StartAsync(Options(state, clock), persistentClient: true);
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var first = await BurstAsync(bench, load);

        foreach (var days in jumps)
        {
            Turn(clock, days);
            // Idle, for longer than the broker waits for a sign of life; Mosquitto looks every five seconds.
            await Task.Delay(TimeSpan.FromSeconds(9));
            await BurstAsync(bench, load);
            Assert.Equal(1, Count(bench.Agent.Log, "Connected to"));
            if (days != jumps[^1] && days > -10_000)
                continue;
            bench.Agent.Kill();
            await BurstAsync(bench, load, bench.Agent.RestartAsync);
            // What was answered before is not worked on again, whatever the clock says now.
            await load.SendAsync(Question(bench) with { Correlation = first });
        }

        var complete = await load.CompleteAsync(ChildProcess.Patience);
        await Task.Delay(TimeSpan.FromSeconds(1));
        output.WriteLine(
            $"{jumps.Length} jumps of the clock: {load.Exchanges.Count} requests, {load.Missing} lost, "
                + $"{load.Exchanges.Count(exchange => exchange.Different > 1)} worked on twice"
        );
        Assert.True(complete, $"{load.Missing} have no reply\n{bench.Agent.Log}");
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
        Assert.All(load.Exchanges, exchange => Assert.Equal(1, exchange.Different));
    }

    /// <summary>Sends a few requests; returns the correlation data of one of them when all are answered.</summary>
    private static async Task<string> BurstAsync(Bench bench, LoadClient load, Func<Task>? meanwhile = null)
    {
        var correlation = Guid.NewGuid().ToString("N");
        await load.SendAsync(Question(bench) with { Correlation = correlation });
        for (var i = 0; i < 20; i++)
            await load.SendAsync(Question(bench));
        if (meanwhile is not null)
            await meanwhile();
        Assert.True(
            await load.CompleteAsync(ChildProcess.Patience),
            $"{load.Missing} have no reply\n{bench.Agent.Log}"
        );
        return correlation;
    }

    private static TestRequest Question(Bench bench) =>
        TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?");

    private static AgentOptions Options(ScratchFolder state, string clock) =>
        new()
        {
            State = $"folder = \"{state.Path}\"",
            Broker = "keep_alive_s = 2",
            Limits = "queue_count = 10000\ndeadline_ms = 3600000",
            Environment = new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = FakeTime(),
                ["FAKETIME_TIMESTAMP_FILE"] = clock,
                ["FAKETIME_NO_CACHE"] = "1",
                // Timestamps and timers go on, as they do on a real board.
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            },
        };

    private static string FakeTime() =>
        Directory
            .GetDirectories("/usr/lib")
            .Append("/usr/lib")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("libfaketime is not installed; scripts/prerequisites.sh e2e installs it.");

    private static void Turn(string clock, int days)
    {
        // At once: the agent must not read half of it.
        File.WriteAllText(clock + ".new", string.Create(CultureInfo.InvariantCulture, $"{days:+0;-0;+0}d"));
        File.Move(clock + ".new", clock, overwrite: true);
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;
}
