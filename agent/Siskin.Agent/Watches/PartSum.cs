namespace Siskin.Agent.Watches;

/// <summary>
/// Makes one value of what several parts of a meter show. The finest part tells the last places, and each coarser one
/// which of its turns that is. Parts are seldom quite in step: a wheel turns early or late, a needle is a little off.
/// So two values can be possible, one turn of the finer part apart: with wheels at 170 and a dial at 0.9, the wheel may
/// have turned early (169.9), or not (170.9). The value before tells them apart.
/// </summary>
internal static class PartSum
{
    // Shares of a part's division by which it may be out of step: a wheel, and a needle that was read.
    private const decimal WheelPlay = 0.35m,
        NeedlePlay = 0.6m;

    // From here on a needle is nearly half a division from where it should be.
    private const decimal Doubt = 0.4m;

    /// <summary>Every value that the parts leave possible, the best first; empty where they contradict.</summary>
    /// <param name="parts">From the coarsest to the finest.</param>
    public static IReadOnlyList<PartValue> Possible(IReadOnlyList<PartReading> parts)
    {
        List<PartValue> values = [new(parts[^1].Low, 0)];
        for (var i = parts.Count - 2; i >= 0; i--)
        {
            var (coarse, turn) = (parts[i], parts[i + 1].Turn!.Value);
            values = [.. values.SelectMany(value => Turned(value, turn, coarse))];
        }
        return [.. values.Distinct().OrderBy(value => value.Strain)];
    }

    /// <summary>Which of the possible values it is.</summary>
    /// <param name="possible">The values, at least one.</param>
    /// <param name="previous">The value accepted before, or null.</param>
    /// <param name="isPlausible">Whether a value may follow it.</param>
    public static PartValue Choose(
        IReadOnlyList<PartValue> possible,
        decimal? previous,
        Func<decimal, bool> isPlausible
    )
    {
        PartValue[] left = [.. possible.Where(value => isPlausible(value.Value))];
        if (left.Length == 0)
            return possible[0];
        if (left.Length == 1 || previous is not { } before)
            return left[0];
        // A value that hardly changed since is the right one; after a long time only the parts themselves can tell.
        var nearest = left.MinBy(value => Math.Abs(value.Value - before));
        var apart = left.Where(value => value != nearest).Min(value => Math.Abs(value.Value - nearest.Value));
        return Math.Abs(nearest.Value - before) < apart / 2 ? nearest : left[0];
    }

    private static IEnumerable<PartValue> Turned(PartValue fine, decimal turn, PartReading coarse)
    {
        var middle = Math.Round((coarse.Low + (coarse.Width / 2) - fine.Value) / turn);
        var play = coarse.Width > 0 ? WheelPlay : NeedlePlay;
        for (var turns = middle - 1; turns <= middle + 1; turns++)
        {
            var value = fine.Value + (turns * turn);
            if (coarse.Turn is { } around)
                value = ((value % around) + around) % around;
            var strain = coarse.DistanceOf(value) / coarse.Division;
            if (value >= 0 && strain <= play)
                yield return new PartValue(value, Math.Max(fine.Strain, strain));
        }
    }

    /// <summary>Whether the parts are so far out of step that the value is in doubt.</summary>
    public static bool IsDoubtful(PartValue value) => value.Strain > Doubt;
}

/// <summary>A value that the parts of a meter leave possible.</summary>
/// <param name="Value">The value.</param>
/// <param name="Strain">The largest share of its division by which a part is out of step with it.</param>
internal readonly record struct PartValue(decimal Value, decimal Strain);
