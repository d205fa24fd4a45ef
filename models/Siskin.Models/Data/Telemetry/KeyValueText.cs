namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// A few named values and nothing else: <c>a: 1</c> on lines of their own, <c>a=1, b=2</c> on one, or a
/// <see cref="InventedLayout"/>. The layout that is held out is <c>a -> 1</c>.
/// </summary>
internal static class KeyValueText
{
    private const double InventedShare = 0.5;

    /// <summary>Prints them in their order.</summary>
    public static string Print(Random rng, SensorTextOptions options, IEnumerable<(string Key, string Value)> values)
    {
        if (options.HeldOutLayouts)
            return string.Join('\n', values.Select(one => $"{one.Key} -> {one.Value}"));
        if (rng.Chance(InventedShare))
            return InventedLayout.Draw(rng).Print(values);
        var pairs = rng.Chance(0.5);
        return string.Join(
            pairs ? rng.OneOf(" ", ",", ", ") : "\n",
            values.Select(one => one.Key + (pairs ? "=" : ": ") + one.Value)
        );
    }
}
