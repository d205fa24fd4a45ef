namespace Siskin.Fleet.Devices;

/// <summary>What the picture of a fleet may hold, and from when on a device counts as what.</summary>
internal sealed record FleetLimits
{
    /// <summary>Most devices; what further ones say is ignored, and the log says so.</summary>
    public int Devices { get; init; } = 10_000;

    /// <summary>Most watches of a device.</summary>
    public int Watches { get; init; } = 64;

    /// <summary>Largest message that is read.</summary>
    public int MessageBytes { get; init; } = 256 << 10;

    /// <summary>Most characters kept of any text that a device gives.</summary>
    public int Text { get; init; } = 200;

    /// <summary>Most changes of presence, provider and bundle that are remembered of a device.</summary>
    public int Events { get; init; } = 40;

    /// <summary>A device that is up and said nothing for so long is stale.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>A watch whose value is older is stale.</summary>
    public TimeSpan WatchStaleAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A reading less sure than this is doubtful.</summary>
    public double SureFrom { get; init; } = 0.9;
}
