using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// A round dial unrolled about its pivot: places in the frame become angles that grow clockwise from the middle of the
/// gap between the last mark and the first one.
/// </summary>
internal sealed class DialFace
{
    private const double Turn = 2 * Math.PI;

    // By so much another place to unroll from has to be better before it counts: less than a numeral.
    private const double Better = 0.3;

    private readonly FramePoint _pivot;
    private readonly double _aspect;
    private readonly double _origin;

    private DialFace(FramePoint pivot, double aspect, double origin) =>
        (_pivot, _aspect, _origin) = (pivot, aspect, origin);

    /// <summary>Its scales, from the one that most numerals make on.</summary>
    public IReadOnlyList<DialScale> Scales { get; private init; } = [];

    /// <summary>All that may be numerals of it.</summary>
    public IReadOnlyList<DialMark> Marks { get; private init; } = [];

    /// <summary>
    /// The face that the points of a scale and the numerals make; null without a pivot. Where the gap below, that most
    /// dials have, makes more of the numerals than the seen one, that counts.
    /// </summary>
    /// <param name="points">In fractions of the frame.</param>
    /// <param name="numerals">What was read.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    public static DialFace? Of(ScaleKeypoints points, IReadOnlyList<DialNumeral> numerals, double aspect)
    {
        if (points.Pivot is not { } pivot)
            return null;
        var below = new DialFace(pivot, aspect, Math.PI).With(numerals);
        if (points.First is not { } first || points.Last is not { } last)
            return below;
        var start = below.Clockwise(first);
        var gap = (start - below.Clockwise(last) + Turn) % Turn;
        var seen = new DialFace(pivot, aspect, Math.PI + start - (gap / 2)).With(numerals);
        return seen.Score > below.Score + Better ? seen : below;
    }

    private double Score => Scales.Count > 0 ? Scales[0].Score : 0;

    /// <summary>Where a place of the frame is around the dial, in radians, 0 to 2 pi.</summary>
    public double Clockwise(FramePoint point) =>
        (ScaleKeypoints.AngleOf(point, _pivot, _aspect) - _origin + (3 * Turn)) % Turn;

    /// <summary>How far a place of the frame is from the pivot, in heights of the frame.</summary>
    public double Radius(FramePoint point)
    {
        var (x, y) = ((point.X - _pivot.X) * _aspect, point.Y - _pivot.Y);
        return Math.Sqrt((x * x) + (y * y));
    }

    private DialFace With(IReadOnlyList<DialNumeral> numerals)
    {
        DialMark[] marks =
        [
            .. numerals.Select(numeral => new DialMark(
                numeral.Value,
                Clockwise(numeral.At),
                Radius(numeral.At),
                numeral.Confidence,
                numeral.Line
            )),
        ];
        return new(_pivot, _aspect, _origin) { Marks = marks, Scales = DialScaleFit.Find(marks) };
    }
}
