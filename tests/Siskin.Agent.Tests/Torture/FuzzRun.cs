using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Siskin.Agent.Tests.Torture;

/// <summary>
/// Draws cases, looks at their time and at the memory. <c>SISKIN_FUZZ_CASES</c> sets how many cases each test draws and
/// <c>SISKIN_FUZZ_SEED</c> which; case N of a seed is drawn alone with <c>SISKIN_FUZZ_CASES=1 SISKIN_FUZZ_FROM=N</c>.
/// </summary>
internal sealed class FuzzRun(ITestOutputHelper output)
{
    private const int ShortRun = 300;

    // In the short run other tests of this process run beside it and load models of their own: what is found there is a
    // leak of a megabyte a case, which is a frame. The long run is alone.
    private const double MaxGrowthMegabytes = 64;
    private const double MaxGrowthBesideOthers = 256;

    private readonly int seed = Setting("SISKIN_FUZZ_SEED", 1);
    private readonly int from = Setting("SISKIN_FUZZ_FROM", 0);
    private readonly int cases = Setting("SISKIN_FUZZ_CASES", ShortRun);

    /// <summary>
    /// Runs <paramref name="one"/> on every case, or on every tenth where a case waits for the disk, which takes the
    /// time that it takes.
    /// </summary>
    public void Each(string what, Action<Mutator> one, bool costly = false)
    {
        var count = costly ? Math.Max(1, cases / 10) : cases;
        // How long the slowest may take is asked in the long run only: the machine of the short one is shared.
        var limit = TimeSpan.FromSeconds(cases > ShortRun && !costly ? 2 : 60);
        one(new Mutator(SeedOf(-1))); // what is made once is not timed
        var (slowest, slowestCase, before) = (TimeSpan.Zero, from, 0.0);
        for (var i = from; i < from + count; i++)
        {
            if (i == from + (count / 5))
                before = ResidentMegabytes();
            var clock = Stopwatch.StartNew();
            Draw(what, one, i);
            if (clock.Elapsed > slowest)
                (slowest, slowestCase) = (clock.Elapsed, i);
        }
        var growth = ResidentMegabytes() - before;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {count} cases of seed {seed}, slowest {slowest.TotalMilliseconds:F0} ms (case "
                    + $"{slowestCase}), "
                    + $"resident memory {growth:+0.0;-0.0} MB after the first fifth"
            )
        );
        Assert.True(slowest < limit, $"{what}: seed {seed}, case {slowestCase} took {slowest}");
        var most = cases > ShortRun ? MaxGrowthMegabytes : MaxGrowthBesideOthers;
        Assert.True(growth < most, $"{what}: seed {seed}: memory grew by {growth} MB");
    }

    /// <summary>Damage that is always found at the door would test the door only.</summary>
    public void AtLeast(int number, string what)
    {
        output.WriteLine($"  {number} {what}");
        Assert.True(number > cases / 50, $"of {cases} cases {number} {what}");
    }

    private void Draw(string what, Action<Mutator> one, int i)
    {
        try
        {
            one(new Mutator(SeedOf(i)));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"{what}: SISKIN_FUZZ_SEED={seed} SISKIN_FUZZ_CASES=1 SISKIN_FUZZ_FROM={i}: {e.Message}",
                e
            );
        }
    }

    // The same in every process, which System.HashCode is not.
    private int SeedOf(int i) => unchecked((seed * 1_000_003) + (i * 7_919));

    private static double ResidentMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : fallback;
}
