namespace Siskin.Models.Data.Telemetry;

/// <summary>Choices from a seeded generator.</summary>
internal static class RandomChoice
{
    /// <summary>One of the items.</summary>
    public static T Of<T>(this Random rng, IReadOnlyList<T> items) => items[rng.Next(items.Count)];

    /// <summary>One of the items given.</summary>
    public static string OneOf(this Random rng, params ReadOnlySpan<string> items) => items[rng.Next(items.Length)];

    /// <summary>True with a probability.</summary>
    public static bool Chance(this Random rng, double probability) => rng.NextDouble() < probability;

    /// <summary>
    /// A count from <paramref name="low"/> up to but not including <paramref name="high"/>, small ones more often.
    /// </summary>
    public static int Few(this Random rng, int low, int high) => Math.Min(rng.Next(low, high), rng.Next(low, high));

    /// <summary>
    /// From <paramref name="low"/> to <paramref name="high"/>, each order of magnitude as often as the others.
    /// </summary>
    public static long LogUniform(this Random rng, long low, long high) =>
        high <= low
            ? low
            : Math.Clamp((long)Math.Round(low * Math.Pow((double)high / low, rng.NextDouble())), low, high);
}
