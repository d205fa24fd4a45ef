namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// What lies along a straight scale, on both sides of its numerals, as a strip that always looks the same way: values
/// rise to its end, so that liquid comes from its beginning.
/// </summary>
internal static class ScaleStrip
{
    /// <summary>Places across.</summary>
    public const int Height = 32;

    /// <summary>Places along.</summary>
    public const int Length = 192;

    /// <summary>Of a step: what is seen beyond the outermost numerals.</summary>
    public const double Beyond = 2;

    /// <summary>Of a numeral's size: how far it reaches to both sides of the middle of the numerals.</summary>
    public const double Reach = 3;

    /// <summary>Where it begins and ends along a scale, in pixels.</summary>
    public static (double From, double To) Extent(StraightScale scale) =>
        (scale.Place(scale.Low) - (Beyond * scale.StepPixels), scale.Place(scale.High) + (Beyond * scale.StepPixels));

    /// <summary>Where a place of it is along the scale, in pixels.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="place">0 in the middle of the first place.</param>
    public static double Along(StraightScale scale, double place)
    {
        var (from, to) = Extent(scale);
        return from + ((place + 0.5) / Length * (to - from));
    }

    /// <summary>The place of it that is there, see <see cref="Along"/>.</summary>
    public static double Place(StraightScale scale, double along)
    {
        var (from, to) = Extent(scale);
        return ((along - from) / (to - from) * Length) - 0.5;
    }

    /// <summary>Where its places are in the frame.</summary>
    public static StripGrid Grid(StraightScale scale)
    {
        var (from, to) = Extent(scale);
        var reach = Reach * scale.Size;
        return Grid(scale, from, to, -reach, reach);
    }

    /// <summary>The same between other ends and edges, in pixels along and across the scale.</summary>
    public static StripGrid Grid(StraightScale scale, double from, double to, double left, double right)
    {
        var (along, across) = ((to - from) / Length, (right - left) / Height);
        var (first, next, below) = (
            scale.Pixel(from + (along / 2), left + (across / 2)),
            scale.Pixel(from + (1.5 * along), left + (across / 2)),
            scale.Pixel(from + (along / 2), left + (1.5 * across))
        );
        return new StripGrid(
            first.X,
            first.Y,
            next.X - first.X,
            next.Y - first.Y,
            below.X - first.X,
            below.Y - first.Y
        );
    }
}
