namespace Siskin.Agent.Mqtt;

/// <summary>What the broker says about the end of a subscription.</summary>
/// <param name="Filter">Topic filter.</param>
/// <param name="Existed">Whether there was such a subscription, as far as the broker tells (MQTT 3.1.1:
/// always).</param>
/// <param name="Refusal">Why it is still there, or null.</param>
internal sealed record UnsubscribeOutcome(string Filter, bool Existed, string? Refusal);
