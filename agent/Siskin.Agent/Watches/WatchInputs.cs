using Siskin.Agent.Configuration;
using Siskin.Agent.Sensors;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// Keeps the latest frame and the latest value of each topic, and joins those that are recent enough. Frames are kept
/// as they came: the next one replaces them, mostly unread. A message that cannot be read replaces the one before, too:
/// what it would have said is not known, and the old value is no longer the latest.
/// </summary>
/// <param name="inputs">What is wanted.</param>
/// <param name="sensors">The device's own sensors.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchInputs(WatchInputSection inputs, LocalSensors sensors, TimeProvider time)
{
    private const int MaxTopics = 64;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Message> _values = new(StringComparer.Ordinal);

    private (ReadOnlyMemory<byte> Payload, string? Problem, long Arrived)? _frame;
    private long _picture = time.GetTimestamp();

    /// <summary>
    /// How long ago a picture came that was another than the one before; before the first, since the start.
    /// </summary>
    public TimeSpan PictureAge => time.GetElapsedTime(Volatile.Read(ref _picture));

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
            var changed = _frame is not { Problem: null } last || !last.Payload.Span.SequenceEqual(frame.Span);
            _frame = (frame, null, time.GetTimestamp());
            if (changed)
                Volatile.Write(ref _picture, time.GetTimestamp());
            return changed;
        }
    }

    /// <summary>Takes note of a frame that cannot be read; tells whether that is new.</summary>
    public bool PutUnreadable(string reason)
    {
        lock (_lock)
        {
            var changed = _frame?.Problem != reason;
            _frame = (default, reason, time.GetTimestamp());
            return changed;
        }
    }

    /// <summary>Takes a sensor message; tells whether it differs from the one before.</summary>
    public bool Put(string topic, SensorPayload payload) => Put(topic, new Message(payload, null, time.GetTimestamp()));

    /// <summary>Takes note of a sensor message that cannot be read; tells whether that is new.</summary>
    public bool PutUnreadable(string topic, string reason) =>
        Put(topic, new Message(null, reason, time.GetTimestamp()));

    /// <summary>Joins what is recent enough; or says in words what is missing.</summary>
    public WatchReport? Join(out JoinedInputs joined)
    {
        joined = new JoinedInputs(default, [], [], new Dictionary<string, string>());
        var local = sensors.Read(inputs.Sensors);
        lock (_lock)
        {
            var frame = _frame is { } last && IsRecent(last.Arrived) ? _frame : null;
            if (inputs.FrameTopic is not null && frame is null)
                return WatchReport.Missing($"no frame in the last {JoinedInputs.Show(inputs.Window)}");
            if (frame?.Problem is { } problem)
                return WatchReport.Refused($"the latest frame cannot be read: {problem}");
            var recent = _values.Where(value => IsRecent(value.Value.Arrived)).ToArray();
            joined = new JoinedInputs(
                frame?.Payload ?? default,
                [
                    .. recent
                        .Where(value => value.Value.Payload is not null)
                        .Select(value => KeyValuePair.Create(value.Key, value.Value.Payload!)),
                ],
                local,
                recent
                    .Where(value => value.Value.Problem is not null)
                    .ToDictionary(value => value.Key, value => value.Value.Problem!, StringComparer.Ordinal)
            );
        }
        return MissingOf(joined);
    }

    private bool Put(string topic, Message message)
    {
        lock (_lock)
        {
            var changed =
                !_values.TryGetValue(topic, out var last)
                || last.Payload?.Content != message.Payload?.Content
                || last.Problem != message.Problem;
            _values[topic] = message;
            if (_values.Count > MaxTopics) // a filter that is wider than meant
                _values.Remove(_values.MinBy(value => value.Value.Arrived).Key);
            return changed;
        }
    }

    private WatchReport? MissingOf(JoinedInputs joined)
    {
        foreach (var filter in inputs.SensorTopics)
        {
            bool Matches(string topic) => TopicSyntax.Matches(filter, topic);
            if (joined.Values.Any(value => Matches(value.Key) && value.Value.SaysSomething))
                continue;
            if (
                joined.Problems.Keys.Concat(joined.Values.Select(value => value.Key)).FirstOrDefault(Matches) is
                { } topic
            )
                return WatchReport.Refused(joined.Explain(topic));
            return WatchReport.Missing($"no value of {filter} in the last {JoinedInputs.Show(inputs.Window)}");
        }
        foreach (var filter in inputs.Sensors)
        {
            var found = joined.Local.Where(sensor => TopicSyntax.Matches(filter, sensor.Name)).ToArray();
            if (found.All(sensor => sensor.Missing is not null))
                return WatchReport.Missing(
                    $"no local sensor {filter}{(found.Length == 0 ? "" : $": {found[0].Missing}")}"
                );
        }
        return null;
    }

    private bool IsRecent(long arrived) => time.GetElapsedTime(arrived) <= inputs.Window;

    /// <summary>The latest message of a topic: what it says, or why it cannot be read.</summary>
    private readonly record struct Message(SensorPayload? Payload, string? Problem, long Arrived);
}
