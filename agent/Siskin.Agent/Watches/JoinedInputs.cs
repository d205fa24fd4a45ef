using System.Globalization;
using Siskin.Agent.Sensors;

namespace Siskin.Agent.Watches;

/// <summary>What a watch reads at one time.</summary>
/// <param name="Frame">The camera's message; empty where the watch has no camera.</param>
/// <param name="Values">Sensor messages.</param>
/// <param name="Local">The device's own sensors.</param>
/// <param name="Problems">Topics whose latest message cannot be read, and why.</param>
internal sealed record JoinedInputs(
    ReadOnlyMemory<byte> Frame,
    IReadOnlyList<KeyValuePair<string, SensorPayload>> Values,
    IReadOnlyList<SensorValue> Local,
    IReadOnlyDictionary<string, string> Problems
)
{
    /// <summary>The sensor text, or null where there are no sensors.</summary>
    public string? SensorText
    {
        get
        {
            var lines = Values.Select(value => value.Value.Text);
            if (Local.Count > 0)
                lines = lines.Append(LocalSensors.TextOf(Local));
            var text = string.Join('\n', lines);
            return text.Length == 0 ? null : text;
        }
    }

    /// <summary>
    /// The text of a topic, of a field of it (<c>TOPIC:FIELD</c>) or of a local sensor; null where there is none.
    /// </summary>
    public string? Find(string name)
    {
        if (Local.FirstOrDefault(sensor => sensor.Name == name && sensor.Missing is null) is { } found)
            return found.Number;
        if (ByTopic(name) is { } whole)
            return whole.SaysSomething ? whole.Content : null;
        var colon = name.LastIndexOf(':');
        return colon > 0 ? ByTopic(name[..colon])?.Field(name[(colon + 1)..]) : null;
    }

    /// <summary>Why <see cref="Find"/> finds nothing of that name.</summary>
    public string Explain(string name)
    {
        var colon = name.LastIndexOf(':');
        foreach (var topic in colon > 0 ? [name, name[..colon]] : new[] { name })
        {
            if (Problems.TryGetValue(topic, out var problem))
                return $"the latest message on {topic} cannot be read: {problem}";
            if (
                ByTopic(topic) is { } payload
                && payload.Unfinite(topic == name ? null : name[(colon + 1)..]) is { } value
            )
                return $"no value of {name}: it says {value}";
        }
        return $"no value of {name}";
    }

    private SensorPayload? ByTopic(string topic) => Values.FirstOrDefault(value => value.Key == topic).Value;

    /// <summary>A time span in a message.</summary>
    public static string Show(TimeSpan span) =>
        span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
