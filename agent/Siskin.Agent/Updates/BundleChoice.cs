using System.Text.Json.Serialization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Updates;

/// <summary>Which bundle is current, as the state folder keeps it. The keys are names of folders there.</summary>
internal sealed record BundleChoice
{
    /// <summary>Nothing came yet.</summary>
    public static BundleChoice None { get; } = new();

    /// <summary>
    /// SHA-256 of the manifest of the configured bundle when this was written: who puts another one there wants that.
    /// </summary>
    public string? Configured { get; init; }

    /// <summary>The bundle that answers; null: the configured one.</summary>
    public string? Current { get; init; }

    /// <summary>Whether there is one to go back to.</summary>
    public bool HasPrevious { get; init; }

    /// <summary>The bundle before it; null: the configured one.</summary>
    public string? Previous { get; init; }

    /// <summary>Its version.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>Whether the current one is being watched.</summary>
    public bool Probation { get; init; }

    /// <summary>Whether the CPU stood in for the NPU when the current one took over.</summary>
    public bool FellBack { get; init; }

    /// <summary>The offer that brought the current one, or null.</summary>
    public ConcludedOffer? Brought { get; init; }

    /// <summary>
    /// Offers whose bundles were tried, newest last: none of them is tried again, however often it comes.
    /// </summary>
    public IReadOnlyList<ConcludedOffer> Tried { get; init; } = [];

    // More than any operator tries in a row; the file stays small.
    private const int MaxTried = 32;

    /// <summary>The last offer whose bundle was tried, or null.</summary>
    [JsonIgnore]
    public ConcludedOffer? Last => Tried.Count == 0 ? null : Tried[^1];

    /// <summary>What became of an offer of this id with this manifest, or null where it is not known.</summary>
    public ConcludedOffer? Find(string id, string hash) =>
        Tried.LastOrDefault(offer => offer.Id == id && offer.Hash == hash);

    /// <summary>Another bundle takes over.</summary>
    /// <param name="offer">The offer that brought it.</param>
    /// <param name="configured">Hash of the configured bundle's manifest.</param>
    /// <param name="version">Version of the bundle that answered so far.</param>
    /// <param name="fellBack">Whether the CPU stood in for the NPU.</param>
    public BundleChoice SwitchedTo(Offer offer, string? configured, string version, bool fellBack)
    {
        var brought = ConcludedOffer.Of(offer, UpdatePhase.Probation, null);
        return Conclude(brought) with
        {
            Configured = configured,
            Current = offer.Key,
            HasPrevious = true,
            Previous = Current,
            PreviousVersion = version,
            Probation = true,
            FellBack = fellBack,
            Brought = brought,
        };
    }

    /// <summary>The current bundle stays.</summary>
    /// <param name="fault">Why it should not, where there is no way back; otherwise null.</param>
    public BundleChoice Kept(string? fault)
    {
        if (Brought is null)
            return this with { Probation = false };
        var brought = Brought with
        {
            Phase = fault is null ? UpdatePhase.Installed : UpdatePhase.Failed,
            Reason = fault,
        };
        return Conclude(brought) with { Probation = false, Brought = brought };
    }

    /// <summary>The bundle of before comes back, or the configured one where there is none.</summary>
    public BundleChoice GoneBack(string reason)
    {
        var concluded = Brought is null
            ? this
            : Conclude(Brought with { Phase = UpdatePhase.RolledBack, Reason = reason });
        return concluded with
        {
            Current = HasPrevious ? Previous : null,
            HasPrevious = false,
            Previous = null,
            PreviousVersion = null,
            Probation = false,
            Brought = null,
        };
    }

    /// <summary>Notes what became of an offer whose bundle was tried.</summary>
    public BundleChoice Conclude(ConcludedOffer offer) =>
        this with
        {
            Tried =
            [
                .. Tried.Where(one => (one.Id, one.Hash) != (offer.Id, offer.Hash)).Append(offer).TakeLast(MaxTried),
            ],
        };
}

/// <summary>What became of an offer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">SHA-256 of its manifest.</param>
/// <param name="Bundle">Name of the bundle.</param>
/// <param name="Version">Its version.</param>
/// <param name="Phase">The phase that it ended in.</param>
/// <param name="Reason">Why, or null.</param>
internal sealed record ConcludedOffer(
    string Id,
    string Hash,
    string Bundle,
    string Version,
    string Phase,
    string? Reason
)
{
    public static ConcludedOffer Of(Offer offer, string phase, string? reason) =>
        new(offer.Id, offer.Hash, offer.Bundle.Name, offer.Bundle.Version, phase, reason);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BundleChoice))]
internal sealed partial class ChoiceJson : JsonSerializerContext;
