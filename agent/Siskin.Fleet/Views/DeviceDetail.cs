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
    /// <summary>The device as it is.</summary>
    /// <param name="device">It.</param>
    /// <param name="limits">From when on something counts as stale or doubtful.</param>
    /// <param name="now">The time.</param>
    /// <param name="earlier">Changes that were written down, newest first: those from before a restart.</param>
    public static DeviceDetail Of(
        Device device,
        FleetLimits limits,
        DateTimeOffset now,
        IReadOnlyList<DeviceEvent> earlier
    ) =>
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
            [.. device.Events.Reverse().Concat(earlier.Where(one => !IsKnown(device, one))).Take(limits.Events)]
        );

    // What is written down has whole seconds.
    private static bool IsKnown(Device device, DeviceEvent one) =>
        device.Events.Any(other =>
            (other.Kind, other.Text, other.Time.ToUnixTimeSeconds())
            == (one.Kind, one.Text, one.Time.ToUnixTimeSeconds())
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
