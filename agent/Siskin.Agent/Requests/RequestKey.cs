using System.Security.Cryptography;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Requests;

/// <summary>The key that recognises a repeated request: reply topic, correlation data and question.</summary>
internal static class RequestKey
{
    private const int LongestVerbatim = 64;

    // What determines the question; a client may add a trace of its own to each attempt.
    private static readonly string[] Asking = ["id", "prompt", "sensors", "max_tokens", "stream"];

    /// <summary>The key of a request. Without correlation data everything stands in that makes it what it is.</summary>
    /// <remarks>
    /// Clients number their requests from 1 after every start: the same correlation data with another question is
    /// another request.
    /// </remarks>
    public static string Of(OutgoingMessage envelope, IncomingMessage message) =>
        FormerOf(envelope) is { } former
            ? $"{former}\nasks {HashOf(message, property => Array.IndexOf(Asking, property) >= 0)}"
            : $"{envelope.Topic}\nmessage {HashOf(message, _ => true)}";

    /// <summary>The key as earlier versions wrote it, without the question; null without correlation data.</summary>
    public static string? FormerOf(OutgoingMessage envelope) =>
        envelope.CorrelationData switch
        {
            null => null,
            { Length: <= LongestVerbatim } data => $"{envelope.Topic}\ndata {Convert.ToHexString(data)}",
            var data => $"{envelope.Topic}\nhash {Convert.ToHexString(SHA256.HashData(data))}",
        };

    // The prompt of an image, and the sensor text of a plain one, are user properties.
    private static string HashOf(IncomingMessage message, Func<string, bool> counts)
    {
        using var hash = PartsHash.Create();
        hash.AppendPart(message.ContentType ?? "");
        foreach (var (name, value) in message.Properties.Where(property => counts(property.Key)))
        {
            hash.AppendPart(name);
            hash.AppendPart(value);
        }
        hash.AppendPart(message.Payload.Span);
        return hash.OfParts();
    }
}
