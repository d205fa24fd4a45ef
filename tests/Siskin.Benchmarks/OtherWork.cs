using System.Diagnostics;
using System.Globalization;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>
/// What other programs took of the processors since this was made: what is measured beside them tells little
/// about two cores.
/// </summary>
/// <param name="processes">Processes that are measured, besides this one.</param>
internal sealed class OtherWork(params int[] processes)
{
    /// <summary>Shares up to this leave a measurement as it is.</summary>
    public const double Calm = 0.08;

    private readonly double _before = Others(processes);
    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>Their share of all processors, 0 to 1.</summary>
    public double Share =>
        (Others(processes) - _before) / (Stopwatch.GetElapsedTime(_begun).TotalSeconds * Environment.ProcessorCount);

    private static double Others(int[] processes) =>
        Busy() - Environment.CpuUsage.TotalTime.TotalSeconds - processes.Sum(Figures.ProcessorSeconds);

    // Seconds of all processors: user, nice, system, idle, waiting for a disk, interrupts, what a host took.
    private static double Busy()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        return fields
                .Select(field => long.Parse(field, CultureInfo.InvariantCulture))
                .Where((_, i) => i is not (3 or 4))
                .Sum() / 100.0;
    }
}
