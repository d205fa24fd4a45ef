using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Siskin.Agent.Commands;

/// <summary>What a process had resident.</summary>
/// <param name="PeakBytes">At most, loading included.</param>
/// <param name="RssBytes">After its answers.</param>
internal readonly record struct MemoryUse(long PeakBytes, long RssBytes);

/// <summary>Measures memory by the kernel's own count of a process, <c>VmHWM</c>.</summary>
internal static class PeakMemory
{
    /// <summary>The most that this process ever had resident; 0 where the kernel does not say.</summary>
    public static long OfThisProcess() =>
        File.Exists("/proc/self/status") ? Parse(File.ReadAllLines("/proc/self/status")) : 0;

    /// <summary>
    /// Runs <c>siskin bench</c> with these arguments in a process of its own, because in one process the memory of two
    /// bundles cannot be told apart.
    /// </summary>
    /// <exception cref="CommandException">The process failed.</exception>
    public static MemoryUse OfBench(IEnumerable<string> arguments)
    {
        // Published it is the program itself; in a checkout the host may run it.
        var program = Environment.ProcessPath ?? throw CommandException.Failed("The program's own path is unknown.");
        string[] host =
            Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using var process = Process.Start(
            new ProcessStartInfo(program, [.. host, "bench", "--json", .. arguments]) { RedirectStandardOutput = true }
        )!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var report =
            process.ExitCode == ExitCode.Done
                ? JsonSerializer.Deserialize(text, CommandJson.Default.BenchReport)
                : throw CommandException.Failed("The process that measures memory failed; what it said stands above.");
        return new MemoryUse(report!.PeakBytes, report.RssBytes);
    }

    /// <summary><c>VmHWM</c> of <c>/proc/PID/status</c> in bytes.</summary>
    internal static long Parse(IEnumerable<string> status) =>
        status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
        && long.TryParse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture,
            out var kilobytes
        )
            ? kilobytes * 1024
            : 0;
}
