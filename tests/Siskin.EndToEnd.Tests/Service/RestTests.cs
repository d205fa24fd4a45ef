using System.Globalization;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>A device that has nothing to do does nothing, and tells nobody but its broker.</summary>
public sealed class RestTests
{
    private const int MostWakeupsPerSecond = 50;

    [Fact]
    public async Task A_process_at_rest_wakes_a_few_times_a_second()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AssertServingAsync();
        await Task.Delay(TimeSpan.FromSeconds(1)); // what the answer left to do
        var fewest = double.MaxValue;
        for (var i = 0; i < 3 && fewest > MostWakeupsPerSecond; i++)
        {
            var before = Switches(bench.Agent.ProcessId);
            await Task.Delay(TimeSpan.FromSeconds(2));
            fewest = Math.Min(fewest, (Switches(bench.Agent.ProcessId) - before) / 2.0);
        }

        Assert.True(fewest <= MostWakeupsPerSecond, $"it wakes {fewest:F0} times a second.");
    }

    [Fact]
    public async Task Nothing_is_written_where_the_user_keeps_caches()
    {
        using var home = new ScratchFolder();
        var finished = await ChildProcess.RunAsync(
            Checkout.Binary,
            ["ask", "--bundle", Checkout.TinyBundle, "Which sensor is highest?"],
            environment: new Dictionary<string, string>
            {
                ["HOME"] = home.Path,
                ["XDG_CACHE_HOME"] = home.File("cache"),
            }
        );

        finished.Expect(0);
        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }

    // Waits that ended, and turns that were given or taken away.
    private static long Switches(int process) =>
        Directory
            .GetDirectories($"/proc/{process}/task")
            .SelectMany(task => File.ReadLines(Path.Combine(task, "status")))
            .Where(line => line.Contains("voluntary_ctxt_switches", StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(line.IndexOf(':') + 1)..], CultureInfo.InvariantCulture));
}
