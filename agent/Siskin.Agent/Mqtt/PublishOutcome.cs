namespace Siskin.Agent.Mqtt;

/// <summary>What the broker says about a message.</summary>
/// <param name="Accepted">Whether it took the message over.</param>
/// <param name="Heard">Whether somebody subscribes to the topic, as far as the broker tells.</param>
/// <param name="Reason">Why not, for people.</param>
internal readonly record struct PublishOutcome(bool Accepted, bool Heard, string Reason)
{
    public static PublishOutcome Taken { get; } = new(true, true, "");

    public static PublishOutcome NobodyListens { get; } = new(true, false, "nobody subscribes to the topic.");
}
