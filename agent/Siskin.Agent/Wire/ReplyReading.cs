using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>A message from an agent to a client: a reply, an error or a piece of a streamed reply.</summary>
internal sealed record ReplyReading(ReplyMessage? Reply, ErrorMessage? Error, DeltaMessage? Delta)
{
    /// <summary>Reads it; null when it is none of these.</summary>
    public static ReplyReading? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.TryGetProperty("error", out _))
                return new ReplyReading(null, root.Deserialize(WireJson.Default.ErrorMessage), null);
            return root.TryGetProperty("delta", out _)
                ? new ReplyReading(null, null, root.Deserialize(WireJson.Default.DeltaMessage))
                : new ReplyReading(root.Deserialize(WireJson.Default.ReplyMessage), null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
