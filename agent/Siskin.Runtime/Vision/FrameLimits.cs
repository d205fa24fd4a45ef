namespace Siskin.Runtime.Vision;

/// <summary>What decoding a frame may cost; checked before it is decoded.</summary>
/// <param name="MaxPixels">Largest width x height that a header may state; up to 10 bytes of memory each while a
/// progressive JPEG decodes.</param>
/// <param name="MaxScans">Most scans of a progressive JPEG; common encoders write about ten.</param>
public sealed record FrameLimits(int MaxPixels = 16_000_000, int MaxScans = 20)
{
    /// <summary>
    /// 16 million pixels, 20 scans; what the service and the command line take unless told otherwise.
    /// </summary>
    public static FrameLimits Default { get; } = new();

    /// <summary>Why a frame of this size is not decoded, or null.</summary>
    internal Rejection? Refuse(int width, int height)
    {
        if (width < 1 || height < 1)
            return new Rejection(400, $"The image is {width} x {height} pixels.");
        return (long)width * height <= MaxPixels
            ? null
            : new Rejection(413, $"The image is {width} x {height} pixels; at most {MaxPixels} pixels are decoded.");
    }
}
