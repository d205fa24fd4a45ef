namespace Siskin.Agent.Wire;

/// <summary>
/// Where the reply to a request goes. It comes from what the sender stated, never from generated text.
/// </summary>
/// <param name="Topic">Topic of the reply.</param>
/// <param name="CorrelationData">Bytes that it carries, or null.</param>
/// <param name="Expires">Timestamp from which on nobody waits for it, or null.</param>
internal sealed record ReplyAddress(string Topic, byte[]? CorrelationData, long? Expires = null);
