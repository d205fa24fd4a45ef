using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// Disks that fill up, become read-only or damage the ledger, under load. <c>SISKIN_DISK_ROUNDS</c> sets how often, and
/// <c>SISKIN_DISK_SEED</c> where the damage is.
/// </summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    private const string Durable = "\"durability\":\"disk\"";
    private const string NotDurable = "\"durability\":\"memory\"";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly int rounds = Setting.Of("SISKIN_DISK_ROUNDS", 1);

    [SmallDiskFact]
    public Task A_full_disk_is_announced_and_costs_no_request() =>
        FailAsync(
            "full",
            (_, disk) =>
            {
                disk.Fill();
                return Task.CompletedTask;
            },
            disk =>
            {
                disk.Empty();
                return Task.CompletedTask;
            }
        );

    [SmallDiskFact]
    public Task A_read_only_state_folder_is_announced_and_costs_no_request() =>
        FailAsync(
            "read-only",
            async (bench, disk) =>
            {
                // The system makes nothing read-only that a process has open.
                bench.Agent.Kill();
                await bench.Agent.WaitForExitAsync();
                await disk.MakeAsync(writable: false);
                await bench.Agent.RestartAsync();
            },
            disk => disk.MakeAsync(writable: true)
        );

    [Fact]
    public async Task A_damaged_ledger_costs_no_service()
    {
        var random = new Random(Setting.Of("SISKIN_DISK_SEED", 1));
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(Options(state.Path), persistentClient: true);
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var (starts, repeated) = (0, 0);

        foreach (var (name, damage) in Damages)
        {
            for (var round = 0; round < rounds; round++)
            {
                using var enough = new CancellationTokenSource();
                var sending = load.SendAsync(() => Question(bench), Pace, enough.Token);
                await load.AnsweredAsync(20, () => bench.Agent.Log);
                bench.Agent.Kill();
                await bench.Agent.WaitForExitAsync();
                damage(state.File("ledger.db"), random);
                await bench.Agent.RestartAsync();
                starts++;
                await load.AnsweredAsync(20, () => $"{name}\n{bench.Agent.Log}");
                await enough.CancelAsync();
                await sending;
                // What lay in the ledger and nowhere else is gone with it; whoever asks again is answered.
                await load.CompleteAsync(TimeSpan.FromSeconds(5));
                repeated += await load.RepeatAsync(exchange => Question(bench));
                Assert.True(
                    await load.CompleteAsync(ChildProcess.Patience),
                    $"{name}: {load.Missing}\n{bench.Agent.Log}"
                );
                AssertAlive(bench);
            }
        }

        output.WriteLine(
            $"{starts} starts with a damaged ledger, {load.Exchanges.Count} requests: {load.Missing} without a reply, "
                + $"{repeated} had to be asked again"
        );
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
    }

    private static (string Name, Action<string, Random> Do)[] Damages =>
        [
            ("random bytes", (file, random) => Overwrite(file, random, places: 40, length: 64)),
            ("a page of noise", (file, random) => Overwrite(file, random, places: 1, length: 4_096)),
            ("truncated", (file, random) => Truncate(file, random.NextDouble())),
            ("empty", (file, _) => Truncate(file, 0)),
            ("noise", (file, random) => Overwrite(file, random, places: 1, length: int.MaxValue)),
            ("another format", (file, _) => SetFormat(file, 99)),
            (
                "noise in the write-ahead log",
                (file, random) => Overwrite(file + "-wal", random, places: 30, length: 200)
            ),
            ("the write-ahead log is gone", (file, _) => File.Delete(file + "-wal")),
            (
                "a folder in its place",
                (file, _) =>
                {
                    if (File.Exists(file))
                        File.Delete(file);
                    Directory.CreateDirectory(file);
                }
            ),
            (
                "a folder no more",
                (file, _) =>
                {
                    if (Directory.Exists(file))
                        Directory.Delete(file);
                }
            ),
        ];

    private async Task FailAsync(string what, Func<Bench, SmallDisk, Task> fail, Func<SmallDisk, Task> mend)
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var bench = await Bench.StartAsync(
            Options(disk.Path) with
            {
                Command = [.. disk.Prefix, Checkout.Binary],
            },
            persistentClient: true
        );
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        using var enough = new CancellationTokenSource();
        var sending = load.SendAsync(() => Question(bench), Pace, enough.Token);
        await load.AnsweredAsync(20, () => bench.Agent.Log);

        for (var round = 0; round < rounds; round++)
        {
            await InfoAsync(bench, Durable);
            bench.Client.Forget();
            await fail(bench, disk);
            await InfoAsync(bench, NotDurable);
            await load.AnsweredAsync(20, () => bench.Agent.Log);
            AssertAlive(bench);
            AssertSaysSo(bench);

            // Not even the end of the process loses anything then, and the next one starts all the same.
            bench.Client.Forget();
            await bench.Agent.KillAndRestartAsync();
            await InfoAsync(bench, NotDurable);
            await load.AnsweredAsync(20, () => bench.Agent.Log);
            AssertAlive(bench);
            AssertSaysSo(bench);

            bench.Client.Forget();
            await mend(disk);
            // By itself it tries again after a minute; that is for the long run.
            if (rounds == 1)
                await bench.Agent.KillAndRestartAsync();
            await InfoAsync(bench, Durable, TimeSpan.FromMinutes(3));
            await load.AnsweredAsync(20, () => bench.Agent.Log);
        }

        await enough.CancelAsync();
        await sending;
        var complete = await load.CompleteAsync(ChildProcess.Patience);
        output.WriteLine(
            $"{rounds} times {what}: {load.Exchanges.Count} requests, {load.Missing} lost, "
                + $"{load.Exchanges.Count(exchange => exchange.Different > 1)} answered twice by two processes"
        );
        Assert.True(complete, $"{load.Missing} have no reply\n{bench.Agent.Log}");
        Assert.All(load.Exchanges, exchange => Assert.Null(exchange.ErrorCode));
    }

    private static AgentOptions Options(string state) =>
        new() { State = $"folder = \"{state}\"", Limits = "queue_count = 10000\ndeadline_ms = 3600000" };

    private static TestRequest Question(Bench bench) =>
        TestRequest.Text(bench.Agent.RequestTopic, "Which sensor is highest?");

    private static async Task InfoAsync(Bench bench, string text, TimeSpan? patience = null)
    {
        try
        {
            await bench.Client.WaitForAsync(bench.Agent.InfoTopic, text, patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n-- agent\n{bench.Agent.Log}", e);
        }
    }

    private static void AssertAlive(Bench bench)
    {
        Assert.False(bench.Agent.HasExited, bench.Agent.Log);
        Assert.DoesNotContain("Unhandled", bench.Agent.Log, StringComparison.Ordinal);
    }

    /// <summary>
    /// Once, and once more each time that a try after a minute found a little room; not for every request.
    /// </summary>
    private static void AssertSaysSo(Bench bench) =>
        Assert.InRange(
            bench.Agent.Log.Split('\n').Count(line => line.Contains("kept in memory only", StringComparison.Ordinal)),
            1,
            3
        );

    private static void Overwrite(string file, Random random, int places, int length)
    {
        if (!File.Exists(file))
            return;
        var bytes = File.ReadAllBytes(file);
        for (; places > 0 && bytes.Length > 0; places--)
        {
            var at = length >= bytes.Length ? 0 : random.Next(bytes.Length - length);
            random.NextBytes(bytes.AsSpan(at, Math.Min(length, bytes.Length)));
        }

        File.WriteAllBytes(file, bytes);
    }

    private static void Truncate(string file, double share)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength((long)(stream.Length * share));
    }

    /// <summary>
    /// SQLite keeps the user version in bytes 60 to 63 of the file, and of its first page in the log.
    /// </summary>
    private static void SetFormat(string file, byte format)
    {
        File.Delete(file + "-wal");
        using var stream = File.OpenWrite(file);
        stream.Position = 63;
        stream.WriteByte(format);
    }
}
