using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// The points that say how far a needle is along its scale, whatever is printed there; each null where it is not seen.
/// </summary>
/// <param name="Pivot">What a needle turns about; null beside a straight scale.</param>
/// <param name="First">The first mark of the scale.</param>
/// <param name="Last">The last one.</param>
/// <param name="Needle">Where needle, column, float or minute hand meets the scale.</param>
/// <param name="HourHand">The tip of a clock's hour hand; null on any other scale.</param>
public sealed record ScaleKeypoints(
    FramePoint? Pivot,
    FramePoint? First,
    FramePoint? Last,
    FramePoint? Needle,
    FramePoint? HourHand = null
)
{
    /// <summary>How many they are.</summary>
    public const int Count = 5;

    /// <summary>How many a bundle tells that knows no clocks: all but the hour hand.</summary>
    public const int CountWithoutClocks = 4;

    /// <summary>Of a frame that shows no scale.</summary>
    public static ScaleKeypoints None { get; } = new(null, null, null, null);

    private const double Turn = 2 * Math.PI;

    // Marks no further apart than these 12 degrees are one: a scale that closes, as many a balance has it. Those of
    // barometers leave a gap of 9 and more.
    private const double Closed = Turn / 30;

    /// <summary>All of them, in the order of their names here.</summary>
    public IReadOnlyList<FramePoint?> All => [Pivot, First, Last, Needle, HourHand];

    /// <summary>The same points elsewhere.</summary>
    public ScaleKeypoints Select(Func<FramePoint, FramePoint> map)
    {
        return new ScaleKeypoints(Mapped(Pivot), Mapped(First), Mapped(Last), Mapped(Needle), Mapped(HourHand));

        FramePoint? Mapped(FramePoint? point) => point is { } there ? map(there) : null;
    }

    /// <summary>
    /// The part of the frame that the scale fills, with a share of its size around it: of a round one the square about
    /// its pivot.
    /// </summary>
    /// <param name="aspect">Width over height of the frame.</param>
    /// <param name="around">That share, of half the side.</param>
    /// <returns>Null where a point that is needed is not seen.</returns>
    internal FrameRegion? Extent(double aspect, double around)
    {
        if (First is not { } first || Last is not { } last || Needle is not { } needle)
            return null;
        var marks = new[] { first, last, needle };
        var middle = Pivot ?? new FramePoint((first.X + last.X) / 2, (first.Y + last.Y) / 2);
        var reach = marks.Max(mark => Math.Sqrt(Squared((mark.X - middle.X) * aspect) + Squared(mark.Y - middle.Y)));
        var (width, height) = (reach * (1 + around) / aspect, reach * (1 + around));
        var (left, top) = (Math.Max(0, middle.X - width), Math.Max(0, middle.Y - height));
        var (right, bottom) = (Math.Min(1, middle.X + width), Math.Min(1, middle.Y + height));
        return right > left && bottom > top ? new FrameRegion(left, top, right - left, bottom - top) : null;

        static double Squared(double number) => number * number;
    }

    /// <summary>
    /// The needle's way along the scale, 0 (first mark) to 1 (last): of a needle by its angle about the pivot,
    /// clockwise, of a straight scale by what of its length lies before the needle's foot.
    /// </summary>
    /// <param name="aspect">Width over height of the frame that the points are fractions of.</param>
    /// <returns>Null where a point that is needed is not seen, or a straight scale has no length.</returns>
    public double? Way(double aspect)
    {
        if (First is not { } first || Last is not { } last || Needle is not { } needle)
            return null;
        if (Pivot is not { } pivot)
        {
            var (x, y) = ((last.X - first.X) * aspect, last.Y - first.Y);
            var length = (x * x) + (y * y);
            var along = ((needle.X - first.X) * aspect * x) + ((needle.Y - first.Y) * y);
            return length > 1e-6 ? Math.Clamp(along / length, 0, 1) : null;
        }

        if (IsClosed(aspect))
            return Clockwise(Zero(aspect), Angle(needle)) / Turn;
        var sweep = Clockwise(Angle(first), Angle(last));
        var turned = Clockwise(Angle(first), Angle(needle));
        if (turned <= sweep)
            return turned / sweep;
        // A needle that rests in the gap between last and first mark is at the nearer one.
        return turned - sweep < Turn - turned ? 1 : 0;

        double Angle(FramePoint point) => AngleOf(point, pivot, aspect);
    }

    /// <summary>
    /// Where the hour hand of a clock points: 0 at the mark of twelve to 12, in hours.
    /// </summary>
    /// <param name="aspect">Width over height of the frame that the points are fractions of.</param>
    /// <returns>Null where the points are not those of a clock.</returns>
    public double? Hours(double aspect) =>
        IsClosed(aspect) && HourHand is { } hand
            ? Clockwise(Zero(aspect), AngleOf(hand, Pivot!.Value, aspect)) / Turn * 12
            : null;

    // Where a scale closes, its first and last mark are the same one, seen twice.
    private double Zero(double aspect)
    {
        var (first, last) = (AngleOf(First!.Value, Pivot!.Value, aspect), AngleOf(Last!.Value, Pivot.Value, aspect));
        return first + (Math.IEEERemainder(last - first, Turn) / 2);
    }

    /// <summary>Whether the scale is a whole turn: its first and last mark are one, or seem to be.</summary>
    /// <param name="aspect">Width over height of the frame that the points are fractions of.</param>
    public bool IsClosed(double aspect)
    {
        if (Pivot is not { } pivot || First is not { } first || Last is not { } last)
            return false;
        var gap = AngleOf(last, pivot, aspect) - AngleOf(first, pivot, aspect);
        return Math.Abs(Math.IEEERemainder(gap, Turn)) < Closed;
    }

    /// <summary>Where a place is about a pivot, in radians clockwise from above, -pi to pi.</summary>
    /// <param name="point">The place, in fractions of the frame.</param>
    /// <param name="pivot">Likewise.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    internal static double AngleOf(FramePoint point, FramePoint pivot, double aspect) =>
        Math.Atan2((point.X - pivot.X) * aspect, pivot.Y - point.Y);

    private static double Clockwise(double from, double to) => (to - from + (2 * Turn)) % Turn;
}
