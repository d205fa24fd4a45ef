using System.Text.Json;

namespace Siskin.Agent.Wire;

/// <summary>Who published the description of a device.</summary>
internal sealed record InfoOrigin(string Device, string Host, long Process)
{
    private const int MaxBytes = 1 << 16;
    private const int MaxChars = 64;

    public bool IsThisProcess => Host == Environment.MachineName && Process == Environment.ProcessId;

    /// <summary>Reads it; null where that is not said.</summary>
    public static InfoOrigin? Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MaxBytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && TextOf(root, "device") is { } device
                && TextOf(root, "host") is { } host
                && root.TryGetProperty("process_id", out var id)
                && id.ValueKind == JsonValueKind.Number
                && id.TryGetInt64(out var process)
                ? new InfoOrigin(device, host, process)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or text that is no Unicode
        }
    }

    // It goes into the log: short, and without control characters.
    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxChars } text
        && !text.Any(char.IsControl)
            ? text
            : null;
}
