using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// The entities of a device in Home Assistant. A watch has several: its value, whether and why it could not be read,
/// since when the value stands, and a number that sets a wrong one right.
/// </summary>
internal static class DiscoveryComponents
{
    private const string Sensor = "sensor";
    private const string WatchKey = "watch_";
    private const string ProblemKey = "problem_";
    private const string ErrorKey = "error_";
    private const string AcceptedKey = "accepted_";
    private const string SetKey = "set_";
    private const string LeakKey = "leak_";
    private const string StaleKey = "stale_";
    private const string UpdateKey = "update";
    private const string Diagnostics = "diagnostic";

    private static readonly string[] Alarms = [ProblemKey, LeakKey, StaleKey];

    /// <summary>All of them, by their keys.</summary>
    public static Dictionary<string, DiscoveryComponent> Of(AgentConfig config, TopicLayout topics, string id)
    {
        var components = new Dictionary<string, DiscoveryComponent>(StringComparer.Ordinal);
        foreach (var watch in config.Watches)
            AddWatch(components, watch, topics, id);
        if (config.Updates.Enabled)
            components[UpdateKey] = Update(topics, id);
        if (config.Telemetry.Interval == TimeSpan.Zero)
            return components;
        components["latency_p95"] = Diagnostic(
            topics,
            id,
            "latency_p95",
            "Latency p95",
            "{{ value_json.timings_ms.total.p95 if value_json.timings_ms.total is defined else None }}"
        ) with
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

    /// <summary>The platform of the entity with that key, by which it is taken out.</summary>
    public static string PlatformOf(string key) =>
        Alarms.Any(alarm => key.StartsWith(alarm, StringComparison.Ordinal)) ? "binary_sensor"
        : key.StartsWith(SetKey, StringComparison.Ordinal) ? "number"
        : key == UpdateKey ? UpdateKey
        : Sensor;

    /// <summary>The watch whose value has that key; null for any other key.</summary>
    public static string? WatchOf(string key) =>
        key.StartsWith(WatchKey, StringComparison.Ordinal) ? key[WatchKey.Length..] : null;

    private static void AddWatch(
        Dictionary<string, DiscoveryComponent> components,
        WatchSection watch,
        TopicLayout topics,
        string id
    )
    {
        var (name, topic) = (watch.Name, topics.Watch(watch.Name));
        int? expiry = watch.ExpireAfter is { } span ? (int)span.TotalSeconds : null;
        DiscoveryComponent New(string key, string label, string template) =>
            new(PlatformOf(key), $"{id}_{key}{name}", label, topic, template);

        components[WatchKey + name] = Value(watch, New(WatchKey, name, "")) with { ExpireAfter = expiry };
        components[ProblemKey + name] = New(
            ProblemKey,
            $"{name} problem",
            "{{ 'ON' if value_json.error else 'OFF' }}"
        ) with
        {
            DeviceClass = "problem",
            EntityCategory = Diagnostics,
            ExpireAfter = expiry,
        };
        if (watch.LeakAfter is not null)
            components[LeakKey + name] = Alarm(
                New(LeakKey, $"{name} leak", "{{ 'ON' if value_json.leak else 'OFF' }}")
            );
        if (watch.StaleAfter is not null)
            components[StaleKey + name] = Alarm(
                New(StaleKey, $"{name} stale camera", "{{ 'ON' if value_json.stale else 'OFF' }}")
            );

        DiscoveryComponent Alarm(DiscoveryComponent component) =>
            component with
            {
                DeviceClass = "problem",
                ExpireAfter = expiry,
            };

        components[ErrorKey + name] = New(ErrorKey, $"{name} error", "{{ (value_json.error or 'none')[:255] }}") with
        {
            EntityCategory = Diagnostics,
            ExpireAfter = expiry,
        };
        components[AcceptedKey + name] = New(AcceptedKey, $"{name} accepted", "{{ value_json.accepted }}") with
        {
            DeviceClass = "timestamp",
            EntityCategory = Diagnostics,
        };
        if (watch.Answer == WatchAnswer.Number)
            components[SetKey + name] = Set(watch, New(SetKey, $"{name} set value", "{{ value_json.value }}"), topics);
    }

    private static DiscoveryComponent Value(WatchSection watch, DiscoveryComponent component)
    {
        var number = watch.Answer == WatchAnswer.Number;
        // A state has at most 255 characters; the attributes have all of the text.
        return component with
        {
            ValueTemplate = number ? "{{ value_json.value }}" : "{{ (value_json.value | string)[:255] }}",
            JsonAttributesTopic = component.StateTopic,
            UnitOfMeasurement = number ? watch.Unit : null,
            DeviceClass = watch.DeviceClass,
            StateClass = number ? HomeAssistantClass.StateOf(watch.DeviceClass, watch.Gates.Monotonic) : null,
            SuggestedDisplayPrecision = number ? watch.Gates.Decimals : null,
            Options = watch.DeviceClass == "enum" && watch.Choices.Count > 0 ? watch.Choices : null,
        };
    }

    // Home Assistant takes no step below 0.001, and would offer 1 to 100 by itself.
    private static DiscoveryComponent Set(WatchSection watch, DiscoveryComponent component, TopicLayout topics) =>
        component with
        {
            CommandTopic = topics.WatchSet(watch.Name),
            UnitOfMeasurement = watch.Unit,
            EntityCategory = "config",
            Min = -SetCommand.Max,
            Max = SetCommand.Max,
            Step = watch.Gates.Decimals switch
            {
                0 => 1,
                1 => 0.1m,
                2 => 0.01m,
                _ => 0.001m,
            },
            Mode = "box",
        };

    // Home Assistant takes no other fields than these. It shows the update; who offers it decides about it.
    private static DiscoveryComponent Update(TopicLayout topics, string id) =>
        new(
            UpdateKey,
            $"{id}_{UpdateKey}",
            "Bundle",
            topics.UpdateState,
            "{% set going = value_json.phase in ('downloading', 'trying', 'probation') %}"
                + "{% set failed = value_json.phase in ('failed', 'rolled_back') %}"
                + "{{ {'installed_version': value_json.installed_version, "
                + "'latest_version': value_json.version if going or failed else value_json.installed_version, "
                + "'title': value_json.bundle or value_json.installed_bundle, "
                + "'release_summary': (value_json.reason or '')[:255], "
                + "'in_progress': going, "
                + "'update_percentage': value_json.percent if going else None} | tojson }}"
        )
        {
            DeviceClass = "firmware",
            EntityCategory = Diagnostics,
        };

    private static DiscoveryComponent Diagnostic(
        TopicLayout topics,
        string id,
        string key,
        string name,
        string template
    ) =>
        new(Sensor, $"{id}_{key}", name, topics.Telemetry, template)
        {
            StateClass = "measurement",
            EntityCategory = Diagnostics,
        };
}
