namespace Siskin.Runtime.Vision;

/// <summary>What a frame may cost before it is decoded.</summary>
/// <param name="MaxPixels">Largest width x height that a header may state; 4 bytes of memory each.</param>
/// <param name="MaxScans">Most scans of a progressive JPEG; common encoders write about ten.</param>
public sealed record FrameLimits(int MaxPixels = 16_777_216, int MaxScans = 20)
{
    /// <summary>16 megapixels, 20 scans.</summary>
    public static FrameLimits Default { get; } = new();
}
