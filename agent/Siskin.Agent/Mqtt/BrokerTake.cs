using System.Text;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Which subscriptions and messages this broker takes; what it does not take is logged once per topic.
/// </summary>
internal sealed class BrokerTake(BrokerAbilities abilities, Refusals refusals, ILogger log)
{
    /// <summary>Why it cannot be asked for what a topic filter brings; null where it can.</summary>
    public string? Refuse(string filter) =>
        !abilities.Wildcards && filter.AsSpan().ContainsAny('+', '#')
            ? "it has no wildcard subscriptions; name the topics one by one."
        : Fits(filter) ? null
        : $"it takes packets of at most {abilities.PacketBytes} bytes; use shorter topics.";

    /// <summary>Whether it takes a packet with such a topic filter.</summary>
    public bool Fits(string filter) =>
        // Header, packet id, properties, length and options of the filter.
        !(12 + Encoding.UTF8.GetByteCount(filter) > abilities.PacketBytes);

    /// <summary>
    /// The message, or what stands in for it where the broker takes no packets of its size; null where nothing does.
    /// </summary>
    public OutgoingMessage? Fit(OutgoingMessage message)
    {
        if (abilities.PacketBytes is not { } limit || message.PacketSize <= limit)
            return message;
        var shorter = message;
        while (shorter?.PacketSize > limit)
            shorter = shorter.WhenTooLarge?.Invoke(limit);
        if (refusals.IsNews(message.Topic))
        {
            if (shorter is null)
                log.LeftOut(message.Topic, message.PacketSize, limit);
            else
                log.PublishTooLarge(message.Topic, message.PacketSize, limit);
        }
        return shorter;
    }

    /// <summary>Remembers, and logs where it is news, what the broker said about a message.</summary>
    public void Report(string topic, PublishOutcome outcome)
    {
        if (outcome.Accepted)
            refusals.Accepted(topic);
        else if (refusals.IsNews(topic))
            log.PublishRefused(topic, outcome.Reason);
    }
}
