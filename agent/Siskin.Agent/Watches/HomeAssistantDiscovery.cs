using System.Text;
using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent.Watches;

/// <summary>
/// Introduces the device to Home Assistant: its watches as sensors, and diagnostics of the agent out of its telemetry.
/// Said at every connect, and again when Home Assistant comes up.
/// </summary>
internal sealed class HomeAssistantDiscovery
{
    private static readonly string[] Totals = ["energy", "gas", "water", "volume", "monetary"];

    private readonly string _status;
    private readonly Action<OutgoingMessage> _publish;

    public HomeAssistantDiscovery(
        AgentConfig config, TopicLayout topics, ModelCard card, string version, Action<OutgoingMessage> publish)
    {
        _publish = publish;
        _status = StatusOf(config.HomeAssistant);
        var id = IdOf($"{config.Agent.Root}_{config.Agent.Device}");
        var message = new DiscoveryMessage(
            new DiscoveryDevice([id], config.Agent.Device, "Siskin",
                $"{card.Bundle} {card.Version} ({card.Variant})", version),
            new DiscoveryOrigin("Siskin", version),
            [new DiscoveryAvailability(
                topics.Status, "{{ 'online' if value == 'online' else 'offline' }}", "online", "offline")],
            ComponentsOf(config, topics, id));
        Message = new OutgoingMessage(
            $"{config.HomeAssistant.Prefix}/device/{id}/config",
            JsonSerializer.SerializeToUtf8Bytes(message, DiscoveryJson.Default.DiscoveryMessage))
        {
            ContentType = OutgoingMessage.Json,
            Retain = true,
        };
    }

    /// <summary>The introduction.</summary>
    public OutgoingMessage Message { get; }

    /// <summary>Where Home Assistant says that it is there.</summary>
    public static string StatusOf(HomeAssistantSection section) => $"{section.Prefix}/status";

    /// <summary>Repeats the introduction when the message says that Home Assistant came up.</summary>
    public void Accept(IncomingMessage message)
    {
        if (message.Topic == _status && message.Payload.Span.SequenceEqual("online"u8))
            _publish(Message with { Droppable = true }); // whoever says so a thousand times is told less often
    }

    private static Dictionary<string, DiscoveryComponent> ComponentsOf(
        AgentConfig config, TopicLayout topics, string id)
    {
        var components = new Dictionary<string, DiscoveryComponent>(StringComparer.Ordinal);
        foreach (var watch in config.Watches)
            components[$"watch_{watch.Name}"] = WatchOf(watch, topics.Watch(watch.Name), $"{id}_watch_{watch.Name}");
        if (config.Telemetry.Interval == TimeSpan.Zero)
            return components;
        components["latency_p95"] = Diagnostic(topics, id, "latency_p95", "Latency p95",
            "{{ value_json.timings_ms.total.p95 if value_json.timings_ms.total is defined else None }}") with
        {
            UnitOfMeasurement = "ms",
            DeviceClass = "duration",
        };
        components["queue"] = Diagnostic(topics, id, "queue", "Queue", "{{ value_json.queue.count }}");
        components["memory"] = Diagnostic(topics, id, "memory", "Memory", "{{ value_json.process.rss_bytes }}") with
        {
            UnitOfMeasurement = "B",
            DeviceClass = "data_size",
        };
        return components;
    }

    private static DiscoveryComponent WatchOf(WatchSection watch, string topic, string uniqueId)
    {
        var number = watch.Answer == WatchAnswer.Number;
        // A state has at most 255 characters; the attributes have all of the text.
        return new DiscoveryComponent("sensor", uniqueId, watch.Name, topic,
            number ? "{{ value_json.value }}" : "{{ (value_json.value | string)[:255] }}")
        {
            JsonAttributesTopic = topic,
            UnitOfMeasurement = number ? watch.Unit : null,
            DeviceClass = watch.DeviceClass,
            StateClass = number ? StateClassOf(watch) : null,
            SuggestedDisplayPrecision = number ? watch.Gates.Decimals : null,
        };
    }

    private static string StateClassOf(WatchSection watch) => watch.Gates.Monotonic ? "total_increasing"
        : Totals.Contains(watch.DeviceClass) ? "total" : "measurement";

    private static DiscoveryComponent Diagnostic(
        TopicLayout topics, string id, string key, string name, string template) =>
        new("sensor", $"{id}_{key}", name, topics.Telemetry, template)
        {
            StateClass = "measurement",
            EntityCategory = "diagnostic",
        };

    // Home Assistant takes letters, digits, '_' and '-' in ids.
    private static string IdOf(string text)
    {
        var id = new StringBuilder(text.Length);
        foreach (var c in text)
            id.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_');
        return id.ToString();
    }
}
