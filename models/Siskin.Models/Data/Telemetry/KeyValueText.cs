namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// A few named values and nothing else: <c>a: 1</c> on lines of their own, <c>a=1, b=2</c> on one, or a
/// <see cref="LooseLayout"/>. The layout that is held out is <c>a -> 1</c>.
/// </summary>
internal static class KeyValueText
{
    private const double LooseShare = 0.5;

    /// <summary>Prints them in their order.</summary>
    public static string Print(Random rng, TelemetryOptions options, IEnumerable<(string Key, string Value)> values)
    {
        if (options.HeldOutLayouts)
            return string.Join('\n', values.Select(one => $"{one.Key} -> {one.Value}"));
        if (rng.Chance(LooseShare))
            return LooseLayout.Draw(rng).Print(values);
        var pairs = rng.Chance(0.5);
        return string.Join(
            pairs ? rng.OneOf(" ", ",", ", ") : "\n",
            values.Select(one => one.Key + (pairs ? "=" : ": ") + one.Value)
        );
    }
}
