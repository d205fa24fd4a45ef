namespace Siskin.Agent.Wire;

/// <summary>A message to publish, free of the client library's types.</summary>
internal sealed record OutgoingMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    public const string Json = "application/json";

    public string? ContentType { get; init; }

    public byte[]? CorrelationData { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Where the receiver shall reply, or null.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>How long the broker may hold it, in whole seconds, or null for no limit.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>
    /// Timestamp from which on nobody waits for it, or null; it sets <see cref="Expiry"/> when it is sent.
    /// </summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Whether the broker keeps it for later subscribers.</summary>
    public bool Retain { get; init; }

    /// <summary>At least once (QoS 1) or, where a loss does not matter, at most once (QoS 0).</summary>
    public bool AtLeastOnce { get; init; } = true;

    /// <summary>Whether it may be dropped, oldest first, when too many wait for the broker.</summary>
    public bool Droppable { get; init; }

    /// <summary>
    /// What to publish instead, given the broker's limit in bytes, when this is larger; it may be too large itself, and
    /// have a replacement of its own. Null: nothing.
    /// </summary>
    public Func<uint, OutgoingMessage>? WhenTooLarge { get; init; }

    /// <summary>Runs once, when the broker has taken the message over or refused it for good.</summary>
    public Action? Settled { get; init; }

    /// <summary>An answer without its content, which <see cref="ReplyWriter"/> puts in.</summary>
    /// <param name="topic">Where it goes.</param>
    /// <param name="correlationData">Bytes by which the asker knows it, or null.</param>
    /// <param name="expires">Timestamp from which on nobody waits for it, or null.</param>
    public static OutgoingMessage Envelope(string topic, byte[]? correlationData, long? expires = null) =>
        new(topic, default) { CorrelationData = correlationData, ExpiresAt = expires };

    /// <summary>Whether a packet can hold it as MQTT wants it; a broker ends the connection over any other.</summary>
    public bool IsSendable =>
        Topic.Length > 0
        && Topic.AsSpan().Count('/') < TopicSyntax.MaxLevels
        && MqttText.IsSendable(Topic)
        && !Topic.AsSpan().ContainsAny('+', '#')
        && MqttText.IsSendable(ContentType)
        && MqttText.IsSendable(ResponseTopic)
        && CorrelationData is not { Length: > MqttText.MaxBytes }
        && Properties.All(property => MqttText.IsSendable(property.Key) && MqttText.IsSendable(property.Value));

    /// <summary>
    /// This message as it leaves at <paramref name="time"/>: with the rest of its life, at least the second that
    /// takes it to whoever waits for it now.
    /// </summary>
    public OutgoingMessage Leaving(TimeProvider time)
    {
        if (ExpiresAt is not { } end)
            return this;
        var left = time.GetElapsedTime(time.GetTimestamp(), end);
        return this with { Expiry = left < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : left };
    }

    /// <summary>
    /// Upper bound of the encoded size in bytes: the packet's fields and properties around the payload.
    /// </summary>
    public long PacketSize
    {
        get
        {
            // Header, topic length, packet id, property length, payload format, expiry.
            const int FixedParts = 5 + 2 + 2 + 4 + 2 + 5;
            long size = FixedParts + Utf8Size(Topic) + Payload.Length;
            size += 3 + Utf8Size(ContentType) + 3 + Utf8Size(ResponseTopic) + 3 + (CorrelationData?.Length ?? 0);
            foreach (var (name, value) in Properties)
                size += 5 + Utf8Size(name) + Utf8Size(value);
            return size;
        }
    }

    private static int Utf8Size(string? text) => text is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(text);
}
