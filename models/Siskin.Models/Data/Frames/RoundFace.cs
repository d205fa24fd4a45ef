using Siskin.Runtime.Vision;

namespace Siskin.Models.Data.Frames;

/// <summary>Places on a round face about its middle.</summary>
internal static class RoundFace
{
    /// <summary>The middle.</summary>
    public static FramePoint Pivot { get; } = new(0, 0);

    /// <summary>The place at so many degrees clockwise from straight up, so far from the middle.</summary>
    public static FramePoint At(double degrees, double radius = 1)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new FramePoint(radius * sin, -radius * cos);
    }
}
