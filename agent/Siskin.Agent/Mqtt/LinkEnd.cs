namespace Siskin.Agent.Mqtt;

/// <summary>How one connection, or the attempt to make it, ended.</summary>
/// <param name="Lasted">How long it was there.</param>
internal sealed record LinkEnd(TimeSpan Lasted)
{
    /// <summary>Why there was none, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the broker said that another client took it over.</summary>
    public bool TakenOver { get; init; }

    /// <summary>Whether the broker closed it without a reason.</summary>
    public bool Unexplained { get; init; }

    /// <summary>Whether the next attempt has a reason to come at once.</summary>
    public bool AtOnce { get; init; }
}
