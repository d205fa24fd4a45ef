using System.Collections.Concurrent;

namespace Siskin.Agent.Mqtt;

/// <summary>Topics that were already complained about, so that what happens every minute is logged once.</summary>
internal sealed class Refusals
{
    private const int Max = 1_000;

    private readonly ConcurrentDictionary<string, bool> _topics = new(StringComparer.Ordinal);

    /// <summary>Whether this is the first refusal since the last success.</summary>
    public bool IsNews(string topic) => _topics.Count < Max && _topics.TryAdd(topic, true);

    public void Accepted(string topic)
    {
        if (!_topics.IsEmpty)
            _topics.TryRemove(topic, out _);
    }

    public bool Contains(string topic) => _topics.ContainsKey(topic);
}
