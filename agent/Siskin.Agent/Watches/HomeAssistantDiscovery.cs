using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// Introduces the device to Home Assistant: its watches as sensors, and diagnostics of the agent out of its telemetry.
/// Said at every connect, and again when Home Assistant comes up. What the device introduced earlier and no longer has
/// is taken out: Home Assistant forgets an entity when its component comes with nothing but the platform. Switched on
/// and off by the configuration; off takes the device out.
/// </summary>
internal sealed class HomeAssistantDiscovery
{
    private readonly Lock _lock = new();
    private readonly TopicLayout _topics;
    private ModelDescription _description;
    private readonly string _version;
    private readonly string _id;
    private readonly string _device;
    private readonly string _status;
    private readonly Action<OutgoingMessage> _publish;
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private Dictionary<string, DiscoveryComponent> _components;
    private bool _on;
    private OutgoingMessage? _message;

    public HomeAssistantDiscovery(
        AgentConfig config,
        TopicLayout topics,
        ModelDescription description,
        string version,
        Action<OutgoingMessage> publish
    )
    {
        (_topics, _description, _version, _publish) = (topics, description, version, publish);
        _id = DiscoveryId.Of(config.Agent.Root, config.Agent.Device);
        (_status, Topic) = (
            StatusOf(config.HomeAssistant),
            DiscoveryId.TopicOf(config.HomeAssistant.Prefix, config.Agent.Root, config.Agent.Device)
        );
        (_components, _on) = (DiscoveryComponents.Of(config, topics, _id), config.HomeAssistant.Discovery);
        _device = config.Agent.Device;
    }

    /// <summary>Where the introduction is retained.</summary>
    public string Topic { get; }

    /// <summary>The introduction. Composed when it is asked for: most devices never introduce themselves.</summary>
    public OutgoingMessage Message => _message ??= Compose();

    /// <summary>Where Home Assistant says that it is there.</summary>
    public static string StatusOf(HomeAssistantSection section) => $"{section.Prefix}/status";

    /// <summary>
    /// Repeats the introduction when the message says that Home Assistant came up; learns from the introduction that an
    /// earlier process left at the broker what is to be taken out.
    /// </summary>
    public void Accept(IncomingMessage message)
    {
        if (!Volatile.Read(ref _on))
            return;
        if (message.Topic == _status && message.Payload.Span.SequenceEqual("online"u8))
            _publish(Message with { Droppable = true }); // whoever says so a thousand times is told less often
        else if (message.Topic == Topic && message.Retained)
            Remove(RetainedDiscovery.EntitiesOf(message.Payload));
    }

    /// <summary>Introduces the device anew, or takes it out, after a change of the configuration.</summary>
    public void Apply(AgentConfig config)
    {
        Dictionary<string, DiscoveryComponent> before;
        bool was;
        lock (_lock)
        {
            (before, _components) = (_components, DiscoveryComponents.Of(config, _topics, _id));
            (was, _on) = (_on, config.HomeAssistant.Discovery);
        }
        if (!config.HomeAssistant.Discovery)
            TakeOut(was);
        else if (!was || !Remove(before.Keys))
            Publish();
    }

    /// <summary>Introduces the device anew when another bundle answers.</summary>
    public void Describe(ModelDescription description)
    {
        lock (_lock)
        {
            var same =
                (_description.Bundle, _description.Version, _description.Variant)
                == (description.Bundle, description.Version, description.Variant);
            _description = description;
            if (same || !_on)
                return;
        }
        Publish();
    }

    private void TakeOut(bool was)
    {
        lock (_lock)
            _removed.Clear(); // with the device all of them go
        _message = null;
        if (was)
            _publish(new OutgoingMessage(Topic, ReadOnlyMemory<byte>.Empty) { Retain = true });
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
        foreach (var name in gone.Select(DiscoveryComponents.WatchOf).OfType<string>())
        {
            // Its last state is nobody's any more.
            _publish(new OutgoingMessage(_topics.Watch(name), ReadOnlyMemory<byte>.Empty) { Retain = true });
        }
        return true;
    }

    private void Publish()
    {
        var message = Compose();
        _message = message;
        _publish(message);
    }

    private OutgoingMessage Compose()
    {
        Dictionary<string, DiscoveryComponent> components;
        lock (_lock)
        {
            _removed.ExceptWith(_components.Keys);
            components = new Dictionary<string, DiscoveryComponent>(_components, StringComparer.Ordinal);
            foreach (var key in _removed)
                components[key] = DiscoveryComponent.Removed(DiscoveryComponents.PlatformOf(key));
        }
        var message = new DiscoveryMessage(
            new DiscoveryDevice(
                [_id],
                _device,
                "Siskin",
                $"{_description.Bundle} {_description.Version} ({_description.Variant})",
                _version
            ),
            new DiscoveryOrigin("Siskin", _version),
            [
                new DiscoveryAvailability(
                    _topics.Status,
                    "{{ 'online' if value == 'online' else 'offline' }}",
                    "online",
                    "offline"
                ),
            ],
            components
        );
        return new OutgoingMessage(
            Topic,
            JsonSerializer.SerializeToUtf8Bytes(message, DiscoveryJson.Default.DiscoveryMessage)
        )
        {
            ContentType = OutgoingMessage.Json,
            Retain = true,
        };
    }
}
