using System.Text.Json.Serialization;

namespace Siskin.Agent.Wire;

// The JSON messages of bundle updates. Property names become snake_case.

/// <summary>A bundle that is offered to a device.</summary>
/// <param name="Id">Names the offer: the same offer is tried once. Null: the manifest's hash names it.</param>
/// <param name="Bundle">Name of the bundle.</param>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Manifest">The text of <c>bundle.toml</c>, byte for byte in UTF-8.</param>
/// <param name="Signature">The bytes of <c>bundle.toml.sig</c> in base64.</param>
/// <param name="Files">Size in bytes of every file that the manifest lists, by its path.</param>
/// <param name="Url">Where the files lie; null where they come in chunks.</param>
/// <param name="Chunks">Whether the device asks for the files over MQTT.</param>
internal sealed record UpdateOfferMessage(
    string? Id,
    string? Bundle,
    string? Version,
    string? Manifest,
    string? Signature,
    IReadOnlyDictionary<string, long>? Files,
    string? Url,
    bool Chunks
);

/// <summary>How far a device is with an offer; retained.</summary>
/// <param name="Phase">One of <see cref="UpdatePhase"/>.</param>
/// <param name="Percent">Of the download.</param>
/// <param name="Offer">Id of the offer, or null where there was none.</param>
/// <param name="Bundle">Name of the offered bundle.</param>
/// <param name="Version">Version of the offered bundle.</param>
/// <param name="Hash">SHA-256 of the offered manifest.</param>
/// <param name="InstalledBundle">Name of the bundle that answers.</param>
/// <param name="InstalledVersion">Its version.</param>
/// <param name="PreviousVersion">Version of the bundle that a rollback brings back, or null for none.</param>
/// <param name="Reason">Why it was refused or taken back, in words, or null.</param>
/// <param name="Shadow">What the comparison with the current bundle gave, or null.</param>
/// <param name="Turned">An offer or command that was turned away while this one went on, or null.</param>
/// <param name="Session">Which start of the agent speaks.</param>
internal sealed record UpdateStateMessage(
    string Phase,
    int Percent,
    string? Offer,
    string? Bundle,
    string? Version,
    string? Hash,
    string InstalledBundle,
    string InstalledVersion,
    string? PreviousVersion,
    string? Reason,
    UpdateShadow? Shadow,
    UpdateTurned? Turned,
    long Session
);

/// <summary>An offer or command that was turned away.</summary>
/// <param name="Offer">Its id, or null.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record UpdateTurned(string? Offer, string Reason);

/// <summary>How the new bundle's answers compare with the current one's, to the same questions.</summary>
/// <param name="Questions">Questions that both answered.</param>
/// <param name="Sure">Those of which the current bundle was sure.</param>
/// <param name="Differing">Of these, those that the new one answers otherwise or not at all.</param>
/// <param name="ConfidenceOld">Mean confidence of the current bundle.</param>
/// <param name="ConfidenceNew">Mean confidence of the new one.</param>
/// <param name="P50MsOld">Median time of an answer of the current one.</param>
/// <param name="P50MsNew">Median time of an answer of the new one.</param>
/// <param name="Canary">Whether the canary was answered rightly; null where the bundle has none.</param>
internal sealed record UpdateShadow(
    int Questions,
    int Sure,
    int Differing,
    double ConfidenceOld,
    double ConfidenceNew,
    double P50MsOld,
    double P50MsNew,
    bool? Canary
);

/// <summary>A part of a file that the device asks for.</summary>
/// <param name="Offer">Id of the offer.</param>
/// <param name="File">Path of the file in the bundle.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Bytes">Number of bytes.</param>
internal sealed record UpdateWant(string Offer, string File, string Sha256, long Offset, int Bytes);

/// <summary>The phases of an update, as <see cref="UpdateStateMessage.Phase"/> names them.</summary>
internal static class UpdatePhase
{
    /// <summary>Nothing was offered.</summary>
    public const string Idle = "idle";

    /// <summary>The files are coming.</summary>
    public const string Downloading = "downloading";

    /// <summary>The new bundle is loaded beside the current one and asked.</summary>
    public const string Trying = "trying";

    /// <summary>The new bundle answers, and is watched.</summary>
    public const string Probation = "probation";

    /// <summary>The new bundle answers for good.</summary>
    public const string Installed = "installed";

    /// <summary>The current bundle stays: see the reason.</summary>
    public const string Failed = "failed";

    /// <summary>The bundle of before answers again: see the reason.</summary>
    public const string RolledBack = "rolled_back";

    /// <summary>Whether nothing more happens without a further message.</summary>
    public static bool IsFinal(string phase) => phase is Idle or Installed or Failed or RolledBack;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never
)]
[JsonSerializable(typeof(UpdateOfferMessage))]
[JsonSerializable(typeof(UpdateStateMessage))]
[JsonSerializable(typeof(UpdateWant))]
internal sealed partial class UpdateJson : JsonSerializerContext;
