using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>
/// A message from an agent to a client: a reply, an error or a piece of a streamed reply. Anyone who may publish to the
/// topic may have sent it: anything else is a <paramref name="Problem"/>.
/// </summary>
/// <param name="Reply">The reply, its text there.</param>
/// <param name="Error">The error, its code and message there.</param>
/// <param name="Delta">The piece, its text there.</param>
/// <param name="Problem">Why it is none of these, or null.</param>
internal sealed record ReplyReading(
    ReplyMessage? Reply,
    ErrorMessage? Error,
    DeltaMessage? Delta,
    string? Problem = null
)
{
    /// <summary>Reads it.</summary>
    public static ReplyReading Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Malformed(e.Path is null ? "it is not JSON" : $"the value at {e.Path} is of the wrong type");
        }
        catch (InvalidOperationException)
        {
            return Malformed("a string in it is damaged UTF-8 or holds half a surrogate pair");
        }
    }

    private static ReplyReading Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Malformed($"it is a JSON {NameOf(root)}, not an object");
        if (root.TryGetProperty("error", out var error))
        {
            return Has(error, "code", JsonValueKind.Number) && Has(error, "message", JsonValueKind.String)
                ? new ReplyReading(null, root.Deserialize(WireJson.Default.ErrorMessage), null)
                : Malformed("its error is no object with a code and a message");
        }
        if (root.TryGetProperty("delta", out _))
        {
            return Has(root, "delta", JsonValueKind.String)
                ? new ReplyReading(null, null, root.Deserialize(WireJson.Default.DeltaMessage))
                : Malformed("its delta is no string");
        }
        return Has(root, "text", JsonValueKind.String)
            ? new ReplyReading(root.Deserialize(WireJson.Default.ReplyMessage), null, null)
            : Malformed("it has neither a text nor an error");
    }

    private static bool Has(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == kind;

    private static string NameOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Null => "null",
            _ => "truth value",
        };

    private static ReplyReading Malformed(string problem) => new(null, null, null, problem);
}
