using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>
/// Decides where replies may go: to response topics that match an allowed filter and are not a device's command or
/// announcement topic; all others are answered below the device's own reply topic.
/// </summary>
internal sealed class ReplyPolicy(TopicLayout topics, IReadOnlyList<string> allowed)
{
    /// <summary>
    /// Why the response topic of <paramref name="message"/> is not used, or null when it is or there is none.
    /// </summary>
    public Rejection? Validate(IncomingMessage message)
    {
        if (message.ResponseTopic is not { } topic || IsAllowed(topic))
            return null;
        return new Rejection(
            400,
            $"Replies to that response topic are not allowed; it must match {string.Join(" or ", allowed)}."
        );
    }

    /// <summary>
    /// The empty reply to <paramref name="message"/>, whose id is <paramref name="id"/>: what decides where it goes is
    /// what the sender stated, never generated text.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id, or null.</param>
    /// <param name="expires">Timestamp from which on nobody waits for the reply, or null.</param>
    public OutgoingMessage EnvelopeFor(IncomingMessage message, string? id, long? expires) =>
        OutgoingMessage.Envelope(
            message.ResponseTopic is { } topic && IsAllowed(topic) ? topic : topics.Reply(id),
            message.CorrelationData,
            expires
        );

    private bool IsAllowed(string topic) =>
        TopicSyntax.IsTopic(topic)
        && !topics.IsReserved(topic)
        && allowed.Any(filter => TopicSyntax.Matches(filter, topic));
}
