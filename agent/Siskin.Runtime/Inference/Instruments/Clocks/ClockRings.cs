using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// The rings in a frame that may be rims of a clock's face: those about where the model finds the clock, and since that
/// may be another thing, some of the whole frame.
/// </summary>
internal static class ClockRings
{
    // Pixels of the longer side that are looked at.
    private const int SideOfPlace = 176,
        SideOfFrame = 256;

    // Rings that are taken at most.
    private const int MostOfPlace = 8,
        MostOfFrame = 6;

    // Of the shorter side and of the longer one: the smallest and the greatest radius.
    private const double LeastOfPlace = 0.07,
        LeastOfFrame = 0.035,
        Greatest = 0.52;

    // Of a place's size: the face may reach beyond it.
    private const double Around = 0.25;

    // Of the frame's area: what lies around such a place has no room for another clock.
    private const double NearlyAll = 0.8;

    // Rings of the frame that are found in the place more exactly.
    private const double SameMiddle = 0.2,
        SameSize = 0.82;

    /// <summary>Looks for them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="place">Where the model finds the clock; null for nowhere.</param>
    /// <returns>In pixels of the frame.</returns>
    public static IReadOnlyList<ClockCircle> Of(SKImage frame, FrameRegion? place)
    {
        var around = place?.Padded(Around);
        var rings = new List<ClockCircle>();
        if (around is { } near)
            rings.AddRange(Find(frame, near, SideOfPlace, LeastOfPlace, MostOfPlace));
        if (around is { } most && most.Width * most.Height >= NearlyAll)
            return rings;
        var more = Find(frame, FrameRegion.Whole, SideOfFrame, LeastOfFrame, 2 * MostOfFrame)
            .Where(ring => !rings.Any(other => ring.IsLike(other, SameMiddle, SameSize)))
            .Take(MostOfFrame)
            .ToArray();
        return [.. rings, .. more];
    }

    private static IEnumerable<ClockCircle> Find(SKImage frame, FrameRegion part, int side, double least, int most)
    {
        var edges = FrameEdges.Of(frame, part.PixelsOf(frame.Width, frame.Height), side);
        var (shorter, longer) = (Math.Min(edges.Width, edges.Height), Math.Max(edges.Width, edges.Height));
        return RingFinder.Find(edges, least * shorter, Greatest * longer, most).Select(edges.InFrame);
    }
}
