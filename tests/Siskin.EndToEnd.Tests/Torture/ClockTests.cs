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
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    // Days by which the clock is wrong, one after the other; the last ones are what a board starts with.
    private static readonly int[] Days = [3, -3, 400, 0, -10_000, -9_999];

    [Fact]
    public async Task A_clock_that_jumps_costs_neither_requests_nor_the_connection()
    {
        var rounds = Setting.Of("SISKIN_DISK_ROUNDS", 1);
        using var state = new ScratchFolder();
        var clock = state.Write("clock", "+0");
        await using var bench = await Bench.StartAsync(Options(state, clock), persistentClient: true);
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        using var enough = new CancellationTokenSource();
        var sending = load.SendAsync(
            () => TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?"), Pace, enough.Token);
        await load.AnsweredAsync(20, () => bench.Agent.Log);
        var repeated = await load.SendAsync(TestRequest.Text(bench.Agent.RequestTopic, "Twice?"));

        for (var round = 0; round < rounds; round++)
        {
            foreach (var days in Days)
            {
                Turn(clock, days);
                // Longer than the broker waits for a sign of life.
                await Task.Delay(TimeSpan.FromSeconds(4));
                await load.AnsweredAsync(20, () => $"{days} days\n{bench.Agent.Log}");
                Assert.Equal(1, Count(bench.Agent.Log, "Connected to"));
            }

            await bench.Agent.KillAndRestartAsync();
            await load.AnsweredAsync(20, () => bench.Agent.Log);
        }

        await enough.CancelAsync();
        await sending;
        var complete = await load.CompleteAsync(ChildProcess.Patience);
        output.WriteLine(
            $"{rounds * Days.Length} jumps of the clock, {rounds} kills: {load.Exchanges.Count} requests, {load.Missing} lost, "
            + $"{load.Exchanges.Count(exchange => exchange.Different > 1)} worked on twice");
        Assert.True(complete, $"{load.Missing} have no reply\n{bench.Agent.Log}");
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
        Assert.All(load.Exchanges, exchange => Assert.Equal(1, exchange.Different));
        Assert.Equal(1, repeated.Different);
    }

    private static AgentOptions Options(ScratchFolder state, string clock) => new()
    {
        State = $"folder = \"{state.Path}\"",
        Broker = "keep_alive_s = 2",
        Limits = "queue_count = 10000\ndeadline_ms = 3600000",
        TelemetrySeconds = 1,
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
        Directory.GetDirectories("/usr/lib").Append("/usr/lib")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("libfaketime is not installed; scripts/prerequisites.sh e2e installs it.");

    private static void Turn(string clock, int days)
    {
        // At once: the agent must not read half of it.
        File.WriteAllText(clock + ".new", string.Create(CultureInfo.InvariantCulture, $"{days:+0;-0;+0}d"));
        File.Move(clock + ".new", clock, overwrite: true);
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;
}
