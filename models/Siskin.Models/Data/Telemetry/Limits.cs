namespace Siskin.Models.Data.Telemetry;

/// <summary>Draws limits that lie strictly between values, near them more often than far away.</summary>
internal static class Limits
{
    /// <summary>A limit strictly below the value.</summary>
    public static string Below(Random rng, long value, int decimals) =>
        Round(rng, value - Gap(rng, value), long.MinValue, value, decimals, down: true);

    /// <summary>A limit strictly above the value.</summary>
    public static string Above(Random rng, long value, int decimals) =>
        Round(rng, value + Gap(rng, value), value, long.MaxValue, decimals, down: false);

    /// <summary>A limit strictly between two values, or null when there is no room at this precision.</summary>
    public static string? Between(Random rng, long low, long high, int decimals)
    {
        if (high - low < 2)
            return null;
        var room = high - low - 1;
        var offset = rng.LogUniform(1, room);
        var nearHigh = rng.Chance(0.5);
        return Round(rng, nearHigh ? high - offset : low + offset, low, high, decimals, down: !nearHigh);
    }

    private static long Gap(Random rng, long value)
    {
        var gap = rng.LogUniform(1, Math.Max(20, Math.Abs(value) / 3));
        // Nobody states a negative limit for a quantity that is never negative.
        return value > 0 ? Math.Min(gap, value) : gap;
    }

    // People state limits as round numbers; rounding must not cross a value.
    private static string Round(Random rng, long limit, long low, long high, int decimals, bool down)
    {
        var whole = Reading.Power(decimals);
        var unit = rng.NextDouble() switch
        {
            < 0.35 => 1,
            < 0.75 => whole,
            < 0.9 => 5 * whole,
            _ => 10 * whole,
        };
        var rounded = Floor(limit, unit) + (down || limit % unit == 0 ? 0 : unit);
        if (rounded <= low || rounded >= high)
            rounded = limit;
        return rounded % whole == 0 && unit > 1 ? Reading.Print(rounded / whole, 0) : Reading.Print(rounded, decimals);
    }

    private static long Floor(long value, long unit) => value - (value % unit + unit) % unit;
}
