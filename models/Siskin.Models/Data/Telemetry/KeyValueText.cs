namespace Siskin.Models.Data.Telemetry;

/// <summary>A few named values and nothing else: <c>a: 1</c> on lines of their own, or <c>a=1, b=2</c> on one.</summary>
internal static class KeyValueText
{
    /// <summary>Prints them in their order.</summary>
    public static string Print(Random rng, IEnumerable<(string Key, string Value)> values)
    {
        bool pairs = rng.Chance(0.5);
        return string.Join(pairs ? rng.OneOf(" ", ",", ", ") : "\n",
            values.Select(one => one.Key + (pairs ? "=" : ": ") + one.Value));
    }
}
