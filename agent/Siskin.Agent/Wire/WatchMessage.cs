using System.Text.Json;
using System.Text.Json.Serialization;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Wire;

/// <summary>What a watch publishes after each reading, retained.</summary>
/// <param name="Value">The last accepted value: a number or a text, or null before the first.</param>
/// <param name="Raw">The number as it stands in the text, accepted or not, or null.</param>
/// <param name="Text">What the model answered, or null where it was not asked.</param>
/// <param name="Confidence">Confidence of the text, or null.</param>
/// <param name="Error">Why this reading was not accepted, or null when it was.</param>
/// <param name="Rate">Change per hour since the value accepted before, or null.</param>
/// <param name="Time">When this was read.</param>
/// <param name="Unit">Unit of value, or null.</param>
/// <param name="Accepted">When value was accepted: earlier than time where this reading was refused. Null without
/// one.</param>
/// <param name="AgeS">Seconds from then until time, or null without a value.</param>
internal sealed record WatchMessage(
    JsonElement? Value,
    string? Raw,
    string? Text,
    double? Confidence,
    string? Error,
    decimal? Rate,
    DateTimeOffset Time,
    string? Unit,
    DateTimeOffset? Accepted = null,
    double? AgeS = null
)
{
    /// <summary>The part of the frame that was read, where the model found it; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(RegionJson))]
    public FrameRegion? Region { get; init; }

    /// <summary>What was read of each part that makes up the value; absent where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PartMessage>? Parts { get; init; }

    /// <summary>When the value last stood still for an hour; absent where leaks are not watched for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Still { get; init; }

    /// <summary>Whether that is too long ago; absent where leaks are not watched for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Leak { get; init; }

    /// <summary>
    /// Whether the camera has shown the same picture, or none, for too long; absent where that is not watched for.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Stale { get; init; }

    /// <summary>True where the frame is the one before and was not read again; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Unchanged { get; init; }
}

/// <summary>What was read of a part of a meter, from the coarsest to the finest.</summary>
/// <param name="Text">What the model answered.</param>
/// <param name="Confidence">Confidence of the text.</param>
internal sealed record PartMessage(string Text, double Confidence)
{
    /// <summary>The part of the frame that was read, where the model found it; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(RegionJson))]
    public FrameRegion? Region { get; init; }

    public static PartMessage Of(Answer answer) =>
        new(answer.Text, Math.Round(answer.Confidence, 4)) { Region = answer.Region };
}

/// <summary>Counts of all watches since the start of the process.</summary>
/// <param name="Readings">Readings that were accepted.</param>
/// <param name="Refused">Readings that a gate, a missing input or the model refused.</param>
/// <param name="Skipped">Readings left out because requests needed the model.</param>
/// <param name="BadFrames">Frames that could not be decoded, too large ones included.</param>
/// <param name="BadValues">Sensor messages that could not be read.</param>
internal sealed record TelemetryWatches(long Readings, long Refused, long Skipped, long BadFrames, long BadValues);

/// <param name="Value">The value, or null where it is missing.</param>
/// <param name="Unit">Its unit, or an empty text.</param>
/// <param name="AgeS">How many seconds ago it was read; only for sensors that are read in the background.</param>
/// <param name="Missing">Why there is no value.</param>
internal sealed record TelemetrySensor(
    double? Value,
    string Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? AgeS = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Missing = null
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WatchMessage))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class WatchJson : JsonSerializerContext;
