using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference;

/// <summary>The frame of a request, for those who look at it once more in its own resolution.</summary>
internal static class RequestFrame
{
    /// <summary>What is read in the frame, decoded where it was not; null where there is none to read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">What a frame may cost to decode.</param>
    /// <param name="read">Reads in it; a decoded frame is gone after that.</param>
    public static Answer? Read(ResponderRequest request, FrameLimits limits, Func<SKBitmap, Answer?> read)
    {
        if (request.Image.IsEmpty)
            return request.Frame is { } given ? read(given) : null;
        if (!FrameDecoder.TryDecode(request.Image.Span, limits, target: null, out var frame, out _))
            return null;
        using (frame)
            return read(frame);
    }
}
