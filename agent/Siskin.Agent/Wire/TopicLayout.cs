using System.Diagnostics.CodeAnalysis;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>The topics of one device, as the MQTT contract names them, and those where its replies may go.</summary>
/// <param name="root">First level or levels of every topic.</param>
/// <param name="device">The level that names the device.</param>
internal sealed class TopicLayout(string root, string device)
{
    /// <summary>
    /// Filters of the response topics that clients may name, those of commands and announcements left out; all other
    /// requests are answered below the device's own reply topic.
    /// </summary>
    public IReadOnlyList<string> ReplyTopics { get; init; } = [];

    public string Request { get; } = $"{root}/{device}/request";

    public string Status { get; } = $"{root}/{device}/status";

    public string Info { get; } = $"{root}/{device}/info";

    public string Telemetry { get; } = $"{root}/{device}/telemetry";

    /// <summary>Where a bundle is offered to this device, and where to all of them.</summary>
    public string UpdateOffer { get; } = $"{root}/{device}/update/offer";

    public string UpdateOfferToAll { get; } = $"{root}/all/update/offer";

    /// <summary>Where an update is cancelled or taken back.</summary>
    public string UpdateCommand { get; } = $"{root}/{device}/update/command";

    /// <summary>How far an update is.</summary>
    public string UpdateState { get; } = $"{root}/{device}/update/state";

    /// <summary>Where the device asks for a part of a file.</summary>
    public string UpdateWant { get; } = $"{root}/{device}/update/want";

    /// <summary>Begins the topics of parts of files: the hash of the file and the offset follow.</summary>
    public string UpdateChunks { get; } = $"{root}/{device}/update/chunk";

    /// <summary>What the watch of that name produced.</summary>
    public string Watch(string name) => $"{root}/{device}/watch/{name}";

    /// <summary>Where the previous value of a watch is set.</summary>
    public string WatchSet(string name) => $"{Watch(name)}/set";

    /// <summary>The watch whose previous value a message to <paramref name="topic"/> sets.</summary>
    public bool TryReadWatchSet(string topic, [NotNullWhen(true)] out string? name)
    {
        var (start, end) = ($"{root}/{device}/watch/", "/set");
        name =
            topic.Length > start.Length + end.Length
            && topic.StartsWith(start, StringComparison.Ordinal)
            && topic.EndsWith(end, StringComparison.Ordinal)
                ? topic[start.Length..^end.Length]
                : null;
        return name is not null;
    }

    /// <summary>Where a request without a response topic is answered.</summary>
    public string Reply(string? id) =>
        $"{root}/{device}/reply/{(id is not null && TopicSyntax.IsUsable(id) ? id : "unknown")}";

    /// <summary>Where requests to a pool are published.</summary>
    public string PoolRequest(string pool) => $"{root}/pool/{pool}/request";

    /// <summary>The shared subscription by which one device of a pool gets each of its requests.</summary>
    public string PoolShare(string pool) => $"$share/{pool}/{PoolRequest(pool)}";

    /// <summary>The pool whose request topic <paramref name="topic"/> is.</summary>
    public bool TryReadPool(string topic, [NotNullWhen(true)] out string? pool)
    {
        pool = null;
        var prefix = $"{root}/pool/";
        if (
            !topic.StartsWith(prefix, StringComparison.Ordinal) || !topic.EndsWith("/request", StringComparison.Ordinal)
        )
            return false;
        var level = topic.Length > prefix.Length + "/request".Length ? topic[prefix.Length..^"/request".Length] : "";
        pool = TopicSyntax.IsLevel(level) ? level : null;
        return pool is not null;
    }

    /// <summary>
    /// Why the response topic of <paramref name="message"/> is not used, or null when it is or there is none.
    /// </summary>
    public Rejection? RefuseReplyTo(IncomingMessage message)
    {
        if (message.ResponseTopic is not { } topic || AllowsReply(topic))
            return null;
        return new Rejection(
            400,
            $"Replies to that response topic are not allowed; it must match {string.Join(" or ", ReplyTopics)}."
        );
    }

    /// <summary>
    /// The empty reply to <paramref name="message"/>, whose id is <paramref name="id"/>: what decides where it goes is
    /// what the sender stated, never generated text.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id, or null.</param>
    /// <param name="expires">Timestamp from which on nobody waits for the reply, or null.</param>
    public OutgoingMessage ReplyTo(IncomingMessage message, string? id, long? expires) =>
        OutgoingMessage.Envelope(
            message.ResponseTopic is { } topic && AllowsReply(topic) ? topic : Reply(id),
            message.CorrelationData,
            expires
        );

    private bool AllowsReply(string topic) =>
        TopicSyntax.IsTopic(topic)
        && !IsReserved(topic)
        && ReplyTopics.Any(filter => TopicSyntax.Matches(filter, topic));

    /// <summary>Whether a reply there would pass for a command or for a device's own announcement.</summary>
    public bool IsReserved(string topic)
    {
        if (!topic.StartsWith(root + "/", StringComparison.Ordinal))
            return false;
        var levels = topic[(root.Length + 1)..].Split('/');
        return levels.Length >= 2
            && levels[1] != "reply"
            && (levels[^1] is "request" or "status" or "info" or "telemetry" || levels[1] is "watch" or "update");
    }
}
