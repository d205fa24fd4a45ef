using System.Text.Json.Serialization;

namespace Siskin.Fleet.Updates;

/// <summary>A roll-out as its file keeps it, so that one that was interrupted goes on where it was.</summary>
/// <param name="Offer">Id of the offer, the same for all devices.</param>
/// <param name="Hash">SHA-256 of the bundle's manifest.</param>
/// <param name="Bundle">Name and version of the bundle.</param>
/// <param name="Stage">Number of the stage, from 0.</param>
/// <param name="Devices">What became of each device, in the order in which they are offered the bundle.</param>
/// <param name="StageEnded">When the last stage came to its end, or null.</param>
internal sealed record RolloutState(
    string Offer,
    string Hash,
    string Bundle,
    int Stage,
    IReadOnlyList<RolloutDevice> Devices,
    DateTimeOffset? StageEnded = null
);

/// <summary>A device of a roll-out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">What became of it.</param>
/// <param name="OfferedAt">When it was offered the bundle, or null.</param>
/// <param name="Phase">What it said last of its update, or null.</param>
/// <param name="Reason">Why it failed, or null.</param>
internal sealed record RolloutDevice(
    string Name,
    RolloutStep Step,
    DateTimeOffset? OfferedAt,
    string? Phase,
    string? Reason
);

/// <summary>What became of a device.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutStep>))]
internal enum RolloutStep
{
    Waiting,
    Offered,
    Installed,
    Failed,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RolloutState))]
internal sealed partial class RolloutJson : JsonSerializerContext;
