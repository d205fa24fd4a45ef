using System.Text.Json;

namespace Siskin.Agent.Watches;

/// <summary>
/// Reads the introduction to Home Assistant that an earlier process left at the broker, or that of another device.
/// </summary>
internal static class RetainedDiscovery
{
    private const int MaxBytes = 1 << 20;
    private const int MaxEntities = 1_280;

    /// <summary>
    /// Ids of the entities that it introduced; without those that it took out, and none where it is anything else.
    /// </summary>
    public static IReadOnlyList<string> EntitiesOf(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty || payload.Length > MaxBytes)
            return [];
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 8 });
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("components", out var components)
                && components.ValueKind == JsonValueKind.Object
                ? [.. components.EnumerateObject().Where(IsEntity).Select(one => one.Name).Take(MaxEntities)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>
    /// The topics by which it tells whether its device is there: whose introduction it is; none where it is anything
    /// else.
    /// </summary>
    public static IReadOnlyList<string> StatusTopicsOf(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty || payload.Length > MaxBytes)
            return [];
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 8 });
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("availability", out var list)
                && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(TopicOf).OfType<string>()]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string? TopicOf(JsonElement availability) =>
        availability.ValueKind == JsonValueKind.Object
        && availability.TryGetProperty("topic", out var topic)
        && topic.ValueKind == JsonValueKind.String
            ? topic.GetString()
            : null;

    private static bool IsEntity(JsonProperty component) =>
        component.Name.Length <= 80
        && component.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && component.Value.ValueKind == JsonValueKind.Object
        && component.Value.TryGetProperty("unique_id", out _);
}
