namespace Siskin.Agent.Mqtt;

/// <summary>A subscription besides those for requests.</summary>
/// <param name="Filter">Topic filter.</param>
/// <param name="AtLeastOnce">
/// Whether every message counts (QoS 1), or only the latest one does, so that a loss does not matter (QoS 0).
/// </param>
/// <param name="Retained">Whether what the broker kept is wanted.</param>
internal sealed record InputSubscription(string Filter, bool AtLeastOnce, bool Retained = false);
