using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// A frame that a request looks at more than once, cut out, turned and as a whole, and what was found out about a clock
/// in it: its hands are the same in all of these. Used by one request at a time.
/// </summary>
/// <param name="frame">The whole frame; it stays the caller's.</param>
internal sealed class ClockScene(SKBitmap frame)
{
    private ClockSight? _sight;
    private bool _isSeen;

    /// <summary>The whole frame.</summary>
    public SKBitmap Frame => frame;

    /// <summary>Where the clock was found last; null where it was not, or was not sought.</summary>
    public FrameRegion? Place { get; private set; }

    /// <summary>Whether it was sought.</summary>
    public bool IsLocated { get; private set; }

    /// <summary>Keeps where the clock was found; what was seen elsewhere no longer counts.</summary>
    public void Locate(FrameRegion? place)
    {
        if (IsLocated && place != Place)
            _isSeen = false;
        (Place, IsLocated) = (place, true);
    }

    /// <summary>What its hands show, looked at once; null where there is nothing to look at.</summary>
    public ClockSight? See(Func<ClockSight?> look)
    {
        if (!_isSeen)
            (_sight, _isSeen) = (look(), true);
        return _sight;
    }
}
