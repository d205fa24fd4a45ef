using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// What the broker does not take, logged once for each topic until it is taken again: what happens every minute is no
/// news.
/// </summary>
internal sealed class Refusals(ILogger log)
{
    private const int Max = 1_000;

    private readonly ConcurrentDictionary<string, bool> _topics = new(StringComparer.Ordinal);

    /// <summary>Whether something about the topic was refused, and nothing taken since.</summary>
    public bool Contains(string topic) => _topics.ContainsKey(topic);

    /// <summary>
    /// The message, or what stands in for it where the broker takes no packets of its size; null where nothing does.
    /// </summary>
    public OutgoingMessage? Fit(OutgoingMessage message, BrokerAbilities abilities)
    {
        if (abilities.PacketBytes is not { } limit || message.PacketSize <= limit)
            return message;
        var shorter = message;
        while (shorter?.PacketSize > limit)
            shorter = shorter.WhenTooLarge?.Invoke(limit);
        if (IsNews(message.Topic))
        {
            if (shorter is null)
                log.LeftOut(message.Topic, message.PacketSize, limit);
            else
                log.PublishTooLarge(message.Topic, message.PacketSize, limit);
        }
        return shorter;
    }

    /// <summary>Remembers what the broker said about a message.</summary>
    /// <param name="topic">Where it went.</param>
    /// <param name="refusal">Why the broker did not take it, or null.</param>
    public void Report(string topic, string? refusal)
    {
        if (refusal is not null && IsNews(topic))
            log.PublishRefused(topic, refusal);
        else if (refusal is null && !_topics.IsEmpty)
            _topics.TryRemove(topic, out _);
    }

    private bool IsNews(string topic) => _topics.Count < Max && _topics.TryAdd(topic, true);
}
