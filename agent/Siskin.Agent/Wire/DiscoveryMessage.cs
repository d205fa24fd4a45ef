using System.Text.Json.Serialization;

namespace Siskin.Agent.Wire;

/// <summary>
/// How a device introduces itself and all its entities to Home Assistant: its device-based MQTT discovery.
/// </summary>
/// <param name="Device">The device.</param>
/// <param name="Origin">The program that tells of it.</param>
/// <param name="Availability">When it is there; holds for all components.</param>
/// <param name="Components">Its entities by object id.</param>
internal sealed record DiscoveryMessage(
    DiscoveryDevice Device,
    DiscoveryOrigin Origin,
    IReadOnlyList<DiscoveryAvailability> Availability,
    IReadOnlyDictionary<string, DiscoveryComponent> Components
);

internal sealed record DiscoveryDevice(
    IReadOnlyList<string> Identifiers,
    string Name,
    string Manufacturer,
    string Model,
    string SwVersion
);

internal sealed record DiscoveryOrigin(string Name, string SwVersion);

internal sealed record DiscoveryAvailability(
    string Topic,
    string ValueTemplate,
    string PayloadAvailable,
    string PayloadNotAvailable
);

/// <summary>
/// One entity. Null fields are left out; an entity with nothing but its platform is removed from Home Assistant.
/// </summary>
internal sealed record DiscoveryComponent(
    string Platform,
    string? UniqueId,
    string? Name,
    string? StateTopic,
    string? ValueTemplate
)
{
    /// <summary>Says that there is no such entity any more.</summary>
    public static DiscoveryComponent Removed(string platform) => new(platform, null, null, null, null);

    public string? JsonAttributesTopic { get; init; }

    public string? UnitOfMeasurement { get; init; }

    public string? DeviceClass { get; init; }

    public string? StateClass { get; init; }

    public string? EntityCategory { get; init; }

    public int? SuggestedDisplayPrecision { get; init; }

    /// <summary>Seconds without a message after which the value is nobody's any more.</summary>
    public int? ExpireAfter { get; init; }

    /// <summary>The only values of the device class <c>enum</c>.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Where a number that can be set is published.</summary>
    public string? CommandTopic { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public decimal? Step { get; init; }

    public string? Mode { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DiscoveryMessage))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
