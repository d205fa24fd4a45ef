using System.Globalization;
using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Queries;

/// <summary>The fields of a device that queries name; every other name is a label.</summary>
internal static class QueryField
{
    /// <summary>Their names, for help and documentation.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "device",
        "state",
        "version",
        "bundle",
        "bundle_name",
        "variant",
        "provider",
        "host",
        "queue",
        "p50",
        "p95",
        "p99",
        "errors",
        "temperature",
        "memory",
        "cpu",
        "watches",
        "doubtful",
        "stale_watches",
        "up",
        "fallback",
        "busy",
        "flapping",
        "stale",
    ];

    /// <summary>The field or label as text; null where the device has none.</summary>
    public static string? Of(Device device, string name) =>
        name.ToLowerInvariant() switch
        {
            "device" => device.Name,
            "state" => device.State.ToString(),
            "version" => device.Info?.Version,
            "bundle" => device.Info?.BundleVersion,
            "bundle_name" => device.Info?.Bundle,
            "variant" => device.Info?.Variant,
            "provider" => device.Info?.Provider,
            "host" => device.Info?.Host,
            "queue" => Text(device.Telemetry?.Queue?.Count),
            "p50" => Text(Total(device)?.P50),
            "p95" => Text(Total(device)?.P95),
            "p99" => Text(Total(device)?.P99),
            "errors" => Text(device.Telemetry?.Requests?.Rejected),
            "temperature" => Text(device.Telemetry?.Process?.TemperatureC),
            "memory" => Text(device.Telemetry?.Process?.RssBytes / 1e6),
            "cpu" => Text(device.Telemetry?.Process?.CpuPercent),
            "watches" => Text(device.Watches.Count),
            "doubtful" => Text(device.Doubtful),
            "stale_watches" => Text(device.StaleWatches),
            "up" => Text(device.Presence.IsUp),
            "fallback" => Text(device.IsFallback),
            "busy" => Text(device.IsBusy),
            "flapping" => Text(device.IsFlapping),
            "stale" => Text(device.IsStale),
            _ => device.Labels.GetValueOrDefault(name),
        };

    /// <summary>Whether a name alone holds: a label, a number that is not 0, a state that it is in.</summary>
    public static bool Holds(Device device, string name) =>
        Of(device, name) is { } text
            ? text is not ("0" or "false" or "")
            : device.State.ToString().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Percentiles? Total(Device device) => device.Telemetry?.TimingsMs?.GetValueOrDefault("total");

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool holds) => holds ? "true" : "false";
}
