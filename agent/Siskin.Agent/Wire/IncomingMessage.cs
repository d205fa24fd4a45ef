namespace Siskin.Agent.Wire;

/// <summary>A message as the broker delivered it, free of the client library's types.</summary>
/// <param name="Topic">Topic it was published to.</param>
/// <param name="Payload">Its bytes, owned by this message.</param>
/// <param name="ContentType">MIME type, or null where the sender gave none (MQTT 3.1.1 cannot).</param>
/// <param name="ResponseTopic">Where the sender wants the reply, or null.</param>
/// <param name="CorrelationData">Bytes that the reply has to carry, or null.</param>
/// <param name="Properties">User properties.</param>
/// <param name="Expiry">Time that the broker left the message to live, or null for no limit.</param>
/// <param name="Redelivered">Whether the broker says it sent this before.</param>
/// <param name="Retained">Whether it was kept by the broker from before the subscription.</param>
internal sealed record IncomingMessage(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    string? ContentType,
    string? ResponseTopic,
    byte[]? CorrelationData,
    IReadOnlyList<KeyValuePair<string, string>> Properties,
    TimeSpan? Expiry,
    bool Redelivered,
    bool Retained
)
{
    /// <summary>
    /// Whether the sender takes a loss into account (QoS 0). Nobody bounds the number of such messages but we.
    /// </summary>
    public bool AtMostOnce { get; init; }

    /// <summary>
    /// Tells the broker that it need not deliver the message again. Whoever takes the message calls it once, perhaps
    /// later.
    /// </summary>
    public Action Acknowledge { get; init; } = static () => { };

    /// <summary>Whether payload and user properties were left out, because the latter were too many.</summary>
    public bool Stripped { get; init; }

    /// <summary>The first user property of that name, or null.</summary>
    public string? Property(string name)
    {
        foreach (var (key, value) in Properties)
        {
            if (key == name)
                return value;
        }
        return null;
    }
}
