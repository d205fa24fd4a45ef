using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Views;

/// <summary>All that is known of one device, for its page.</summary>
internal sealed record DeviceDetail(
    DeviceRow Row,
    IReadOnlyDictionary<string, string> Labels,
    long? Session,
    int LateWills,
    string? Variant,
    string? FallbackReason,
    string? Npu,
    string? Host,
    long Malformed,
    string? MalformedReason,
    DateTimeOffset? TelemetryAt,
    TelemetryMessage? Telemetry,
    IReadOnlyList<WatchView> Watches,
    IReadOnlyList<DeviceEvent> Events
)
{
    public static DeviceDetail Of(Device device, FleetLimits limits, DateTimeOffset now) =>
        new(
            DeviceRow.Of(device),
            device.Labels,
            device.Presence.Session,
            device.Presence.LateWills,
            device.Info?.Variant,
            device.Info?.FallbackReason,
            device.Info?.Npu,
            device.Info?.Host,
            device.Malformed,
            device.MalformedReason,
            device.TelemetryAt,
            device.Telemetry,
            [
                .. device
                    .Watches.OrderBy(watch => watch.Name, StringComparer.Ordinal)
                    .Select(watch => WatchView.Of(watch, limits, now)),
            ],
            [.. device.Events.Reverse()]
        );
}

/// <param name="AgeS">How long the value stands.</param>
/// <param name="Doubtful">Whether the last reading was refused or unsure.</param>
/// <param name="Stale">Whether the value stands too long.</param>
internal sealed record WatchView(
    string Name,
    string? Value,
    string? Unit,
    string? Text,
    double? Confidence,
    string? Error,
    IReadOnlyList<double>? Region,
    double AgeS,
    bool Doubtful,
    bool Stale
)
{
    public static WatchView Of(WatchState watch, FleetLimits limits, DateTimeOffset now) =>
        new(
            watch.Name,
            watch.Value,
            watch.Unit,
            watch.Text,
            watch.Confidence,
            watch.Error,
            watch.Region,
            Math.Round(watch.Age(now).TotalSeconds),
            watch.IsDoubtful(limits.SureFrom),
            watch.Age(now) > limits.WatchStaleAfter
        );
}
