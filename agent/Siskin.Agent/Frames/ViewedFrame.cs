using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Frames;

/// <summary>Gets from an encoded frame to the part of it that is wanted.</summary>
internal static class ViewedFrame
{
    /// <summary>
    /// Decodes and cuts a frame of which only a part is wanted, or that has to be turned; the caller disposes it. A
    /// frame that is looked at as it is stays encoded, because the model decodes no more of it than it needs.
    /// </summary>
    /// <param name="encoded">The frame; empty once it is cut.</param>
    /// <param name="view">What is wanted, or null for all.</param>
    /// <param name="limits">What a frame may cost to decode.</param>
    /// <param name="frame">The cut frame, or null.</param>
    /// <param name="doubtful">Whether what was decoded here may be damaged.</param>
    /// <returns>Why there is none.</returns>
    public static Rejection? Take(
        ref ReadOnlyMemory<byte> encoded,
        ViewedPart? view,
        FrameLimits limits,
        out SKBitmap? frame,
        out bool doubtful
    )
    {
        frame = null;
        doubtful = false;
        if (view is null or { IsWhole: true })
            return null;
        if (encoded.IsEmpty)
            return new Rejection(400, "crop and rotate need an image.");
        if (!FrameDecoder.TryDecode(encoded.Span, limits, null, out var decoded, out doubtful, out var rejection))
            return rejection;
        encoded = default;
        using (decoded)
            return FrameView.Cut(decoded, view, limits.MaxPixels, out frame);
    }
}
