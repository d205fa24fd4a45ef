using System.Text;
using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent.Watches;

/// <summary>
/// Introduces the device to Home Assistant: its watches as sensors, and diagnostics of the agent out of its telemetry.
/// Said at every connect, and again when Home Assistant comes up. What the device introduced earlier and no longer has
/// is taken out: Home Assistant forgets an entity when its component comes with nothing but the platform.
/// </summary>
internal sealed class HomeAssistantDiscovery
{
    private const string Platform = "sensor";
    private const string WatchKey = "watch_";

    private static readonly string[] Totals = ["energy", "gas", "water", "volume", "monetary"];

    private readonly Lock _lock = new();
    private readonly TopicLayout _topics;
    private readonly ModelCard _card;
    private readonly string _version;
    private readonly string _id;
    private readonly string _device;
    private readonly string _status;
    private readonly Action<OutgoingMessage> _publish;
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private Dictionary<string, DiscoveryComponent> _components;

    public HomeAssistantDiscovery(
        AgentConfig config, TopicLayout topics, ModelCard card, string version, Action<OutgoingMessage> publish)
    {
        (_topics, _card, _version, _publish) = (topics, card, version, publish);
        _id = IdOf($"{config.Agent.Root}_{config.Agent.Device}");
        (_status, Topic) = (StatusOf(config.HomeAssistant), $"{config.HomeAssistant.Prefix}/device/{_id}/config");
        _components = ComponentsOf(config, topics, _id);
        _device = config.Agent.Device;
        Message = Compose();
    }

    /// <summary>Where the introduction is retained.</summary>
    public string Topic { get; }

    /// <summary>The introduction.</summary>
    public OutgoingMessage Message { get; private set; }

    /// <summary>Where Home Assistant says that it is there.</summary>
    public static string StatusOf(HomeAssistantSection section) => $"{section.Prefix}/status";

    /// <summary>
    /// Repeats the introduction when the message says that Home Assistant came up; learns from the introduction that an
    /// earlier process left at the broker what is to be taken out.
    /// </summary>
    public void Accept(IncomingMessage message)
    {
        if (message.Topic == _status && message.Payload.Span.SequenceEqual("online"u8))
            _publish(Message with { Droppable = true }); // whoever says so a thousand times is told less often
        else if (message.Topic == Topic && message.Retained)
            Remove(RetainedDiscovery.EntitiesOf(message.Payload));
    }

    /// <summary>Introduces the device anew after a change of the configuration.</summary>
    public void Apply(AgentConfig config)
    {
        Dictionary<string, DiscoveryComponent> before;
        lock (_lock)
            (before, _components) = (_components, ComponentsOf(config, _topics, _id));
        if (!Remove(before.Keys))
            Publish();
    }

    /// <summary>Takes those out that the device has no longer; tells whether there were any.</summary>
    private bool Remove(IEnumerable<string> known)
    {
        string[] gone;
        lock (_lock)
        {
            gone = [.. known.Where(key => !_components.ContainsKey(key) && _removed.Add(key))];
        }
        if (gone.Length == 0)
            return false;
        Publish();
        foreach (var key in gone.Where(key => key.StartsWith(WatchKey, StringComparison.Ordinal)))
        {
            // Its last state is nobody's any more.
            _publish(new OutgoingMessage(_topics.Watch(key[WatchKey.Length..]), ReadOnlyMemory<byte>.Empty)
            {
                Retain = true,
            });
        }
        return true;
    }

    private void Publish()
    {
        Message = Compose();
        _publish(Message);
    }

    private OutgoingMessage Compose()
    {
        Dictionary<string, DiscoveryComponent> components;
        lock (_lock)
        {
            _removed.ExceptWith(_components.Keys);
            components = new Dictionary<string, DiscoveryComponent>(_components, StringComparer.Ordinal);
            foreach (var key in _removed)
                components[key] = DiscoveryComponent.Removed(Platform);
        }
        var message = new DiscoveryMessage(
            new DiscoveryDevice([_id], _device, "Siskin", $"{_card.Bundle} {_card.Version} ({_card.Variant})", _version),
            new DiscoveryOrigin("Siskin", _version),
            [new DiscoveryAvailability(
                _topics.Status, "{{ 'online' if value == 'online' else 'offline' }}", "online", "offline")],
            components);
        return new OutgoingMessage(
            Topic, JsonSerializer.SerializeToUtf8Bytes(message, DiscoveryJson.Default.DiscoveryMessage))
        {
            ContentType = OutgoingMessage.Json,
            Retain = true,
        };
    }

    private static Dictionary<string, DiscoveryComponent> ComponentsOf(
        AgentConfig config, TopicLayout topics, string id)
    {
        var components = new Dictionary<string, DiscoveryComponent>(StringComparer.Ordinal);
        foreach (var watch in config.Watches)
            components[WatchKey + watch.Name] = WatchOf(watch, topics.Watch(watch.Name), $"{id}_watch_{watch.Name}");
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
        return new DiscoveryComponent(Platform, uniqueId, watch.Name, topic,
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
        new(Platform, $"{id}_{key}", name, topics.Telemetry, template)
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
