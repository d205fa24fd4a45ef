using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Remembers where a camera's instrument was found, for as long as the camera stands still: whoever reads one frame
/// after another passes the same memory with each. Used by one request at a time.
/// </summary>
public sealed class RegionMemory
{
    private Surroundings? _around;

    /// <summary>The region; null before it was found.</summary>
    public FrameRegion? Region { get; private set; }

    /// <summary>The region, if a frame is of the scene in which it was found.</summary>
    internal FrameRegion? Recall(SKBitmap frame) =>
        Region is { } region && _around!.IsSameAs(new Surroundings(frame), region) ? region : null;

    /// <summary>Remembers what was found; null forgets it.</summary>
    internal void Keep(FrameRegion? region, SKBitmap frame) =>
        (Region, _around) = (region, region is null ? null : new Surroundings(frame));
}
