using System.Text.Json;

namespace Siskin.Fleet.Devices;

/// <summary>
/// What is kept of a device's info. It is read field by field, because the info of an older or newer agent, and the
/// short one for small brokers, lack some.
/// </summary>
internal sealed record DeviceInfo(
    string? Version,
    string? Bundle,
    string? BundleVersion,
    string? Variant,
    string? Provider,
    string? FallbackReason,
    string? Npu,
    string? Host,
    int? QueueCount,
    long Session
)
{
    public string? BundleText => Bundle is null ? null : $"{Bundle} {BundleVersion}";

    public string? ProviderText =>
        Provider is null ? null
        : FallbackReason is null ? $"{Provider} {Variant}"
        : $"{Provider} {Variant}, fallback: {FallbackReason}";

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static DeviceInfo Read(ReadOnlyMemory<byte> payload, int maxText)
    {
        using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 16 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is no JSON object");
        return new(
            Text("version"),
            Text("bundle"),
            Text("bundle_version"),
            Text("variant"),
            Text("provider"),
            Text("fallback_reason"),
            Text("npu"),
            Text("host"),
            root.TryGetProperty("limits", out var limits)
            && limits.ValueKind == JsonValueKind.Object
            && limits.TryGetProperty("queue_count", out var count)
            && count.ValueKind == JsonValueKind.Number
            && count.TryGetInt32(out var most)
                ? most
                : null,
            root.TryGetProperty("session", out var session)
            && session.ValueKind == JsonValueKind.Number
            && session.TryGetInt64(out var number)
                ? number
                : 0
        );

        string? Text(string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? Shorten(value.GetString()!)
                : null;

        string Shorten(string text) => text.Length > maxText ? text[..maxText] : text;
    }
}
