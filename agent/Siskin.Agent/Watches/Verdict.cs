namespace Siskin.Agent.Watches;

/// <summary>What the gates say about a number.</summary>
/// <param name="Error">Why it is not accepted, or null when it is.</param>
/// <param name="Rate">Change per hour since the value accepted before, or null where there is none.</param>
/// <param name="Resynchronised">
/// Whether it was accepted against the gates, because enough readings contradict the value accepted before.
/// </param>
internal readonly record struct Verdict(string? Error, decimal? Rate, bool Resynchronised = false);
