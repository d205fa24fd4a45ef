using Siskin.Agent.Configuration;
using Siskin.Agent.Sensors;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// Keeps the latest frame and the latest value of each topic, and joins those that are recent enough. Frames are kept
/// as they came: the next one replaces them, mostly unread.
/// </summary>
/// <param name="inputs">What is wanted.</param>
/// <param name="sensors">The device's own sensors.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchInputs(WatchInputSection inputs, LocalSensors sensors, TimeProvider time)
{
    private const int MostTopics = 64;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (SensorPayload Payload, long Arrived)> _values =
        new(StringComparer.Ordinal);

    private (ReadOnlyMemory<byte> Payload, long Arrived)? _frame;

    /// <summary>Whether something of everything has come since the start, however long ago.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
                return (inputs.FrameTopic is null || _frame is not null)
                    && inputs.SensorTopics.All(filter => _values.Keys.Any(topic => TopicSyntax.Matches(filter, topic)));
        }
    }

    /// <summary>Takes a frame; tells whether it differs from the one before.</summary>
    public bool Put(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            var changed = _frame is not { } last || !last.Payload.Span.SequenceEqual(frame.Span);
            _frame = (frame, time.GetTimestamp());
            return changed;
        }
    }

    /// <summary>Takes a sensor message; tells whether it differs from the one before.</summary>
    public bool Put(string topic, SensorPayload payload)
    {
        lock (_lock)
        {
            var changed = !_values.TryGetValue(topic, out var last) || last.Payload.Content != payload.Content;
            _values[topic] = (payload, time.GetTimestamp());
            if (_values.Count > MostTopics) // a filter that is wider than meant
                _values.Remove(_values.MinBy(value => value.Value.Arrived).Key);
            return changed;
        }
    }

    /// <summary>Joins what is recent enough; or says in words what is missing.</summary>
    public string? Join(out JoinedInputs joined)
    {
        joined = new JoinedInputs(default, [], []);
        var local = sensors.Read(inputs.Sensors);
        lock (_lock)
        {
            var frame = _frame is { } last && IsRecent(last.Arrived) ? last.Payload : (ReadOnlyMemory<byte>?)null;
            if (inputs.FrameTopic is not null && frame is null)
                return $"no frame in the last {JoinedInputs.Show(inputs.Window)}";
            var values = _values.Where(value => IsRecent(value.Value.Arrived))
                .Select(value => KeyValuePair.Create(value.Key, value.Value.Payload)).ToArray();
            joined = new JoinedInputs(frame ?? default, values, local);
        }
        return MissingOf(joined);
    }

    private string? MissingOf(JoinedInputs joined)
    {
        foreach (var filter in inputs.SensorTopics)
        {
            if (!joined.Values.Any(value => TopicSyntax.Matches(filter, value.Key)))
                return $"no value of {filter} in the last {JoinedInputs.Show(inputs.Window)}";
        }
        foreach (var filter in inputs.Sensors)
        {
            var found = joined.Local.Where(sensor => TopicSyntax.Matches(filter, sensor.Name)).ToArray();
            if (found.All(sensor => sensor.Missing is not null))
                return $"no local sensor {filter}{(found.Length == 0 ? "" : $": {found[0].Missing}")}";
        }
        return null;
    }

    private bool IsRecent(long arrived) => time.GetElapsedTime(arrived) <= inputs.Window;
}
