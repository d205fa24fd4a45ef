using Siskin.Agent.Wire;

namespace Siskin.Fleet.Devices;

/// <summary>What a device did between two telemetry messages; its counters begin anew with its process.</summary>
/// <param name="Requests">Requests that arrived.</param>
/// <param name="Errors">Requests that were answered with an error.</param>
/// <param name="Busy">Those of them with 429.</param>
/// <param name="Failed">Those of them with 500 and 503, which are the device's own fault.</param>
internal readonly record struct CounterGrowth(long Requests, long Errors, long Busy, long Failed)
{
    public static CounterGrowth Between(TelemetryMessage? before, TelemetryMessage now)
    {
        // The first message of a process that is older than the picture tells of a time that nobody knows.
        if (before is null)
            return default;
        if (now.UptimeS < before.UptimeS)
            before = null;
        return new(
            Grown(before?.Requests?.Received, now.Requests?.Received),
            Grown(before?.Requests?.Rejected, now.Requests?.Rejected),
            Grown(Code(before, "429"), Code(now, "429")),
            Grown(Code(before, "500"), Code(now, "500")) + Grown(Code(before, "503"), Code(now, "503"))
        );
    }

    private static long Grown(long? before, long? now) => Math.Max(0, (now ?? 0) - (before ?? 0));

    private static long? Code(TelemetryMessage? telemetry, string code) =>
        telemetry?.Errors is { } errors && errors.TryGetValue(code, out var count) ? count : null;
}
