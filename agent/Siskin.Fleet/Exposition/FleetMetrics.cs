using System.Buffers;
using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Exposition;

/// <summary>The metrics of all devices, and of the program that watches them.</summary>
/// <param name="book">The devices.</param>
/// <param name="time">Clock.</param>
internal sealed class FleetMetrics(DeviceBook book, TimeProvider time)
{
    private const string Prefix = "siskin_fleet_";

    private static readonly (string Name, string Type, string About, Func<Device, double?> Value)[] PerDevice =
    [
        ("device_up", "gauge", "1 while the device is there.", d => d.Presence.IsUp ? 1 : 0),
        ("device_stale", "gauge", "1 while it is up and says nothing.", d => d.IsStale ? 1 : 0),
        ("device_flapping", "gauge", "1 while it comes and goes.", d => d.IsFlapping ? 1 : 0),
        ("device_fallback", "gauge", "1 while something else answers than what was wanted.", d => d.IsFallback ? 1 : 0),
        ("device_busy", "gauge", "1 while its queue is half full or it refuses requests.", d => d.IsBusy ? 1 : 0),
        ("device_late_wills_total", "counter", "Wills of an earlier start, not believed.", d => d.Presence.LateWills),
        ("device_malformed_total", "counter", "Messages that could not be read.", d => d.Malformed),
        ("requests_received_total", "counter", "Requests that arrived.", d => d.Telemetry?.Requests?.Received),
        ("requests_answered_total", "counter", "Requests answered with text.", d => d.Telemetry?.Requests?.Answered),
        ("queue_requests", "gauge", "Requests in the queue.", d => d.Telemetry?.Queue?.Count),
        ("queue_bytes", "gauge", "Bytes that they hold.", d => d.Telemetry?.Queue?.Bytes),
        ("uptime_seconds", "gauge", "Age of the agent's process.", d => d.Telemetry?.UptimeS),
        ("memory_bytes", "gauge", "Resident memory of the agent.", d => d.Telemetry?.Process?.RssBytes),
        (
            "cpu_ratio",
            "gauge",
            "Processor time of the agent, 1 is one core.",
            d => d.Telemetry?.Process?.CpuPercent / 100
        ),
        ("temperature_celsius", "gauge", "Hottest thermal zone.", d => d.Telemetry?.Process?.TemperatureC),
        ("watches", "gauge", "Watches.", d => d.Watches.Count),
        ("watches_doubtful", "gauge", "Watches whose last reading was refused or unsure.", d => d.Doubtful),
        ("readings_accepted_total", "counter", "Readings of watches, accepted.", d => d.Telemetry?.Watches?.Readings),
        ("readings_refused_total", "counter", "Readings of watches, refused.", d => d.Telemetry?.Watches?.Refused),
        ("messages_dropped_total", "counter", "Messages to the broker, dropped.", d => d.Telemetry?.Mqtt?.Dropped),
    ];

    /// <summary>Writes all of it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="connected">Whether the broker can be heard.</param>
    /// <param name="historyFails">Whether the history cannot be written.</param>
    /// <param name="historyLost">Parts of it that were lost.</param>
    public void Write(IBufferWriter<byte> output, bool connected, bool historyFails, long historyLost)
    {
        var text = new MetricsWriter(output);
        WriteOwn(text, book.Count, connected, historyFails, historyLost);
        // Under the book's lock family by family, so that messages do not wait for all of a long page.
        foreach (var (name, type, about, value) in PerDevice)
        {
            text.Begin(Prefix + name, type, about);
            book.ForEach(device =>
            {
                if (value(device) is { } number)
                    text.Sample(Prefix + name, Of(device), number);
            });
        }
        WriteInfo(text);
        WriteErrors(text);
        WriteStages(text);
        WriteWatches(text);
    }

    private void WriteOwn(MetricsWriter text, int devices, bool connected, bool historyFails, long historyLost)
    {
        foreach (
            var (name, type, about, value) in new (string, string, string, double)[]
            {
                ("devices", "gauge", "Devices that were heard of.", devices),
                ("broker_connected", "gauge", "1 while the broker can be heard.", connected ? 1 : 0),
                ("messages_total", "counter", "Messages of devices.", book.Messages),
                ("malformed_total", "counter", "Messages that could not be read.", book.Malformed),
                ("left_out_total", "counter", "Messages of devices for which there is no room.", book.LeftOut),
                ("history_failing", "gauge", "1 while the history cannot be written.", historyFails ? 1 : 0),
                ("history_lost_total", "counter", "Parts of the history of a device that were lost.", historyLost),
            }
        )
        {
            text.Begin(Prefix + name, type, about);
            text.Sample(Prefix + name, "", value);
        }
    }

    private void WriteInfo(MetricsWriter text)
    {
        const string Name = Prefix + "device_info";
        text.Begin(Name, "gauge", "1; versions, what answers, and what the operator says of the device, as labels.");
        book.ForEach(device =>
        {
            var labels = new List<string> { Of(device) };
            if (device.Info is { } info)
            {
                labels.Add(MetricsWriter.Label("version", info.Version));
                labels.Add(MetricsWriter.Label("bundle", info.Bundle));
                labels.Add(MetricsWriter.Label("bundle_version", info.BundleVersion));
                labels.Add(MetricsWriter.Label("variant", info.Variant));
                labels.Add(MetricsWriter.Label("provider", info.Provider));
            }
            labels.AddRange(device.Labels.Select(label => MetricsWriter.Label("label_" + label.Key, label.Value)));
            text.Sample(Name, string.Join(',', labels), 1);
        });
    }

    private void WriteErrors(MetricsWriter text)
    {
        const string Name = Prefix + "requests_refused_total";
        text.Begin(Name, "counter", "Requests answered with an error, by code.");
        book.ForEach(device =>
        {
            foreach (var (code, count) in device.Telemetry?.Errors ?? new Dictionary<string, long>())
                text.Sample(Name, $"{Of(device)},{MetricsWriter.Label("code", code)}", count);
        });
    }

    private void WriteStages(MetricsWriter text)
    {
        const string Name = Prefix + "stage_seconds";
        text.Begin(Name, "gauge", "How long stages of a request took, over the device's own window.");
        book.ForEach(device =>
        {
            foreach (var (stage, values) in device.Telemetry?.TimingsMs ?? new Dictionary<string, Percentiles>())
            {
                if (values is null)
                    continue;
                var labels = $"{Of(device)},{MetricsWriter.Label("stage", stage)}";
                text.Sample(Name, labels + ",percentile=\"50\"", values.P50 / 1000);
                text.Sample(Name, labels + ",percentile=\"95\"", values.P95 / 1000);
                text.Sample(Name, labels + ",percentile=\"99\"", values.P99 / 1000);
            }
        });
    }

    private void WriteWatches(MetricsWriter text)
    {
        var now = time.GetUtcNow();
        Family("watch_value", "Accepted value of a watch.", w => w.Number);
        Family("watch_age_seconds", "How long that value stands.", w => w.Age(now).TotalSeconds);
        Family("watch_confidence", "How sure the last reading was.", w => w.Confidence);
        Family("watch_failing", "1 where the last reading was refused.", w => w.Error is null ? 0 : 1);

        void Family(string name, string about, Func<WatchState, double?> value)
        {
            text.Begin(Prefix + name, "gauge", about);
            book.ForEach(device =>
            {
                foreach (var watch in device.Watches)
                {
                    if (value(watch) is { } number)
                        text.Sample(Prefix + name, $"{Of(device)},{MetricsWriter.Label("watch", watch.Name)}", number);
                }
            });
        }
    }

    private static string Of(Device device) => MetricsWriter.Label("device", device.Name);
}
