using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.History;

/// <summary>
/// What a device was like at one time, or over an interval. A field that is not known is NaN; counts are those of the
/// interval.
/// </summary>
internal sealed class Sample
{
    /// <summary>
    /// The stages that are kept. A new one goes to the end, because the numbers of a sample lie in the database in this
    /// order.
    /// </summary>
    public static IReadOnlyList<string> Stages { get; } =
    ["queue", "image", "locate", "vision", "encoder", "first_token", "per_token", "total", "ocr"];

    /// <summary>How many numbers a sample has: those with a name, and three of each stage.</summary>
    public const int Fields = Named + (9 * 3);

    /// <summary>How many it had in the databases that do not say, before there was a second reader.</summary>
    public const int FieldsAtFirst = Named + (8 * 3);

    private const int Named = 8;

    private readonly float[] _values = new float[Fields];

    public Sample() => Array.Fill(_values, float.NaN);

    /// <summary>Seconds since 1970.</summary>
    public long Time { get; init; }

    /// <summary>All numbers in a fixed order.</summary>
    public Span<float> Values => _values;

    /// <summary>Requests that arrived and requests that were refused, in the interval.</summary>
    public ref float Requests => ref _values[0];

    public ref float Errors => ref _values[1];

    /// <summary>Requests that wait; the most of them in an interval.</summary>
    public ref float Queue => ref _values[2];

    public ref float MemoryMb => ref _values[3];

    public ref float CpuPercent => ref _values[4];

    public ref float TemperatureC => ref _values[5];

    /// <summary>Watches that are not sure.</summary>
    public ref float Doubtful => ref _values[6];

    /// <summary>1 while something else answers than what was wanted; over an interval, the share of it.</summary>
    public ref float Fallback => ref _values[7];

    /// <summary>p50, p95 and p99 of a stage in milliseconds.</summary>
    public Span<float> Stage(int stage) => _values.AsSpan(Named + (stage * 3), 3);

    /// <summary>The device as its last telemetry describes it.</summary>
    public static Sample Of(Device device, DateTimeOffset time)
    {
        var telemetry = device.Telemetry!;
        var sample = new Sample { Time = time.ToUnixTimeSeconds() };
        sample.Requests = device.Growth.Requests;
        sample.Errors = device.Growth.Errors;
        sample.Queue = telemetry.Queue?.Count ?? float.NaN;
        sample.MemoryMb = telemetry.Process is { } process ? (float)(process.RssBytes / 1e6) : float.NaN;
        sample.CpuPercent = (float?)telemetry.Process?.CpuPercent ?? float.NaN;
        sample.TemperatureC = (float?)telemetry.Process?.TemperatureC ?? float.NaN;
        sample.Doubtful = device.Doubtful;
        sample.Fallback = device.IsFallback ? 1 : 0;
        for (var stage = 0; stage < Stages.Count; stage++)
        {
            if (telemetry.TimingsMs?.GetValueOrDefault(Stages[stage]) is Percentiles known)
                ((float[])[(float)known.P50, (float)known.P95, (float)known.P99]).CopyTo(sample.Stage(stage));
        }
        return sample;
    }
}
