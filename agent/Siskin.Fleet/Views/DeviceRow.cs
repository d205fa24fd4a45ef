using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Views;

/// <summary>A device in the overview. Names are short because thousands of them travel to a page.</summary>
internal sealed record DeviceRow(
    string Name,
    string State,
    string? Version,
    string? Bundle,
    string? Provider,
    int? Queue,
    double? P95,
    long? Errors,
    double? Temperature,
    double? MemoryMb,
    int Doubtful,
    int StaleWatches,
    int Watches,
    long HeardS
)
{
    public static DeviceRow Of(Device device)
    {
        var telemetry = device.Telemetry;
        return new(
            device.Name,
            NameOf(device.State),
            device.Info?.Version,
            device.Info?.BundleText,
            device.Info?.Provider,
            telemetry?.Queue?.Count,
            Round(TotalOf(telemetry)?.P95),
            telemetry?.Requests?.Rejected,
            Round(telemetry?.Process?.TemperatureC),
            Round(telemetry?.Process?.RssBytes / 1e6),
            device.Doubtful,
            device.StaleWatches,
            device.Watches.Count,
            device.LastHeard.ToUnixTimeSeconds()
        );
    }

    public static string NameOf(DeviceState state) => state.ToString().ToLowerInvariant();

    private static Percentiles? TotalOf(TelemetryMessage? telemetry) =>
        telemetry?.TimingsMs?.GetValueOrDefault("total");

    private static double? Round(double? number) => number is { } known ? Math.Round(known, 1) : null;
}
