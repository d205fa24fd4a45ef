using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Tests;

/// <summary>Messages as agents send them, and a book that takes them.</summary>
internal static class Messages
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Start);

    public static DeviceBook Book(TimeProvider time, FleetLimits? limits = null, string labels = "") =>
        new("siskin", limits ?? new FleetLimits(), FleetLabels.Parse(labels), time, NullLogger.Instance);

    public static IncomingMessage Status(string device, string status, long? session = null, bool retained = false) =>
        Of($"siskin/{device}/status", status, retained) with
        {
            Properties = session is { } number ? [new("session", number.ToString(CultureInfo.InvariantCulture))] : [],
        };

    public static IncomingMessage Info(
        string device,
        long session = 1,
        string bundle = "0.9.0",
        string? fallback = null,
        bool retained = false
    ) =>
        Of(
            $"siskin/{device}/info",
            JsonSerializer.Serialize(
                new InfoMessage(
                    device,
                    "0.9.0",
                    "siskin-mini",
                    bundle,
                    "cpu-int8",
                    "cpu",
                    fallback,
                    null,
                    [],
                    true,
                    [],
                    [],
                    "disk",
                    null,
                    new InfoLimits(1, 1, 1, 1, 1, 1, 1, 32, 1, 1),
                    "board",
                    7,
                    session
                ),
                WireJson.Default.InfoMessage
            ),
            retained
        );

    public static TelemetryMessage TelemetryOf(
        double uptime = 100,
        long received = 10,
        long rejected = 0,
        int queue = 0,
        double p95 = 12
    ) =>
        new(
            uptime,
            new TelemetryRequests(received, received - rejected, rejected, 0, 0),
            rejected > 0 ? new Dictionary<string, long> { ["429"] = rejected } : new Dictionary<string, long>(),
            new TelemetryQueue(queue, 0, queue),
            new TelemetryCache(0, 0, 0, 0, 0, 0),
            new TelemetryLink(1, 0, 0, 0),
            new TelemetryLedger("disk", null, 0, 0, 0),
            300,
            10,
            new Dictionary<string, Percentiles> { ["total"] = new(8, p95, 20), ["encoder"] = new(3, 4, 5) },
            100,
            new TelemetryProvider("cpu", "cpu-int8", null, new Dictionary<string, long> { ["cpu"] = received }, null),
            new TelemetryProcess(80_000_000, 2.5, 48.2),
            new TelemetryWatches(5, 1, 0, 0, 0),
            new Dictionary<string, TelemetrySensor>()
        );

    public static IncomingMessage Telemetry(string device, TelemetryMessage? telemetry = null) =>
        Of(
            $"siskin/{device}/telemetry",
            JsonSerializer.Serialize(telemetry ?? TelemetryOf(), WireJson.Default.TelemetryMessage)
        );

    public static IncomingMessage Watch(
        string device,
        string watch,
        double confidence = 0.99,
        string? error = null,
        DateTimeOffset? accepted = null
    ) =>
        Of(
            $"siskin/{device}/watch/{watch}",
            JsonSerializer.Serialize(
                new WatchMessage(
                    JsonSerializer.SerializeToElement(4641.5m, WatchJson.Default.Decimal),
                    "4641.5",
                    "4641.5",
                    confidence,
                    error,
                    null,
                    Start,
                    "m³",
                    accepted ?? Start,
                    0
                ),
                WatchJson.Default.WatchMessage
            ),
            retained: true
        );

    public static IncomingMessage Of(string topic, string payload, bool retained = false) =>
        new(topic, Encoding.UTF8.GetBytes(payload), null, null, null, [], null, false, retained);

    public static DeviceState StateOf(this DeviceBook book, string device)
    {
        var state = DeviceState.Unknown;
        Assert.NotNull(
            book.Read(
                device,
                one =>
                {
                    state = one.State;
                    return "";
                }
            )
        );
        return state;
    }
}
