using System.Collections.Concurrent;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Topics that bring messages although nothing in the configuration asks for them, and what was done about each.
/// </summary>
internal sealed class StrayTopics(TimeProvider time)
{
    private const int Max = 1_000;

    // What was under way when the broker ended a subscription still arrives.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> _left = new(StringComparer.Ordinal);

    /// <summary>What a message on such a topic calls for.</summary>
    public StrayStep Notice(string topic)
    {
        if (_left.TryGetValue(topic, out var left))
            return left != 0 && time.GetElapsedTime(left) > Grace ? StrayStep.Renew : StrayStep.Nothing;
        return _left.Count < Max && _left.TryAdd(topic, 0) ? StrayStep.Leave : StrayStep.Nothing;
    }

    /// <summary>The broker acknowledged that what could bring the topic is left.</summary>
    public void Left(string topic) => _left[topic] = Math.Max(1, time.GetTimestamp());

    /// <summary>It did not; the next message brings another attempt.</summary>
    public void Forget(string topic) => _left.TryRemove(topic, out _);

    public void Clear() => _left.Clear();
}

/// <summary>What to do about a message that nobody asked for.</summary>
internal enum StrayStep
{
    Nothing,

    /// <summary>Leave whatever may bring it.</summary>
    Leave,

    /// <summary>That did not help: begin a new session.</summary>
    Renew,
}
