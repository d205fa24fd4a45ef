using System.Globalization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>Memory, processor share and temperature, read from <c>/proc</c> and <c>/sys</c>.</summary>
/// <param name="root">Folder in which <c>proc</c> and <c>sys</c> lie.</param>
/// <param name="processorTime">Processor time that the process has used so far.</param>
/// <param name="time">Clock.</param>
internal sealed class ProcessProbe(string root, Func<TimeSpan> processorTime, TimeProvider time)
{
    private long _lastTimestamp = time.GetTimestamp();
    private TimeSpan _lastProcessorTime = processorTime();

    /// <summary>A probe of this process.</summary>
    public static ProcessProbe OfThisProcess(TimeProvider time) => new("/", () => Environment.CpuUsage.TotalTime, time);

    /// <summary>Reads everything; the processor share is that since the last reading.</summary>
    public TelemetryProcess Read()
    {
        var now = time.GetTimestamp();
        var used = processorTime();
        var elapsed = time.GetElapsedTime(_lastTimestamp, now);
        var share = elapsed > TimeSpan.Zero ? 100 * (used - _lastProcessorTime) / elapsed : 0;
        (_lastTimestamp, _lastProcessorTime) = (now, used);
        return new TelemetryProcess(ReadResidentBytes(), Math.Round(share, 1), ReadTemperature());
    }

    private long ReadResidentBytes()
    {
        // Pages: total, resident, ...
        var fields = ReadText(Path.Combine(root, "proc/self/statm"))?.Split(' ');
        return fields is { Length: > 1 } && long.TryParse(fields[1], out var pages)
            ? pages * Environment.SystemPageSize
            : 0;
    }

    private double? ReadTemperature()
    {
        var zones = Path.Combine(root, "sys/class/thermal");
        if (!Directory.Exists(zones))
            return null;
        double? hottest = null;
        foreach (var zone in Directory.EnumerateDirectories(zones, "thermal_zone*"))
        {
            if (
                int.TryParse(
                    ReadText(Path.Combine(zone, "temp")),
                    NumberStyles.Integer,
                    CultureInfo.InvariantCulture,
                    out var milli
                )
            )
                hottest = Math.Max(hottest ?? double.MinValue, Math.Round(milli / 1_000.0, 1));
        }
        return hottest;
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // a zone that is switched off answers with an I/O error
        }
    }
}
