using System.Diagnostics.CodeAnalysis;
using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>
/// Decodes JPEG, PNG and WebP frames from untrusted senders. The content decides the format, the header is checked
/// against the limits before any pixel is decoded, and damaged or incomplete data is refused. EXIF orientation is
/// applied; transparent pixels go onto white.
/// </summary>
public static class FrameDecoder
{
    /// <summary>Decodes one frame.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="limits">What the frame may cost.</param>
    /// <param name="target">When given, JPEG and WebP frames much larger than this shape needs are decoded at a
    /// reduced scale, which costs a fraction; never below twice the needed size, so that the preprocessor's filter
    /// still does the last step.
    /// </param>
    /// <param name="frame">The frame as premultiplied RGBA; the caller disposes it.</param>
    /// <param name="rejection">400 damaged or truncated, 413 over the limits, 415 another kind.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> encoded,
        FrameLimits limits,
        VisionShape? target,
        [NotNullWhen(true)] out SKBitmap? frame,
        [NotNullWhen(false)] out Rejection? rejection
    ) => TryDecode(encoded, limits, target, out frame, out _, out rejection);

    /// <summary>Decodes one frame and says how far it can be trusted.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="limits">What the frame may cost.</param>
    /// <param name="target">When given, how small it may be decoded.</param>
    /// <param name="frame">The frame as premultiplied RGBA; the caller disposes it.</param>
    /// <param name="doubtful">Whether a part of the frame may be lost or changed: it was decoded to its end, but bears
    /// traces of a hole. What is read from it must not count as sure.
    /// </param>
    /// <param name="rejection">400 damaged or truncated, 413 over the limits, 415 another kind.</param>
    public static unsafe bool TryDecode(
        ReadOnlySpan<byte> encoded,
        FrameLimits limits,
        VisionShape? target,
        [NotNullWhen(true)] out SKBitmap? frame,
        out bool doubtful,
        [NotNullWhen(false)] out Rejection? rejection
    )
    {
        frame = null;
        doubtful = false;
        var format = FrameFormat.Of(encoded);
        rejection = format is null ? RefuseKind(encoded) : format.Refuse(encoded, limits);
        if (rejection is not null)
            return false;
        rejection = format!.FindDefects(encoded, out doubtful, out var whole);
        if (rejection is not null)
            return false;

        fixed (byte* bytes = whole)
        {
            using var data = SKData.Create((nint)bytes, whole.Length);
            using var codec = SKCodec.Create(data);
            if (codec is null)
            {
                rejection = new Rejection(400, "The image is damaged: its header cannot be read.");
                return false;
            }

            rejection = limits.Refuse(codec.Info.Width, codec.Info.Height);
            if (rejection is not null)
                return false;
            var origin = format.Origin?.Invoke(encoded) ?? codec.EncodedOrigin;
            frame = Decode(codec, origin, target, out var result);
            if (frame is not null)
                return true;
            rejection = new Rejection(
                400,
                result == SKCodecResult.IncompleteInput
                    ? $"The image is truncated: {encoded.Length} bytes hold only a part of it."
                    : $"The image is damaged: decoding failed ({result})."
            );
            return false;
        }
    }

    /// <summary>
    /// Decodes a made frame: loading the decoder takes tens of milliseconds, which the first real frame would pay for.
    /// </summary>
    /// <returns>Whether it was decoded.</returns>
    public static bool WarmUp()
    {
        using var made = new SKBitmap(16, 16);
        made.Erase(SKColors.Gray);
        using var encoded = made.Encode(SKEncodedImageFormat.Jpeg, 90);
        var decoded = TryDecode(encoded.AsSpan(), FrameLimits.Default, null, out var frame, out _);
        frame?.Dispose();
        return decoded;
    }

    private static Rejection RefuseKind(ReadOnlySpan<byte> encoded) =>
        encoded.IsEmpty
            ? new Rejection(400, "The image is empty: 0 bytes.")
            : new Rejection(
                415,
                $"The image is neither {string.Join(" nor ", FrameFormat.All.Select(format => format.Name))}."
            );

    private static SKBitmap? Decode(
        SKCodec codec,
        SKEncodedOrigin origin,
        VisionShape? target,
        out SKCodecResult result
    )
    {
        var size = target is null ? codec.Info.Size : ReducedSize(codec, target);
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        var frame = new SKBitmap(info);
        result = codec.GetPixels(info, frame.GetPixels());
        if (result != SKCodecResult.Success)
        {
            frame.Dispose();
            return null;
        }

        if (codec.Info.AlphaType != SKAlphaType.Opaque)
            TransparentGround.Fill(frame);
        if (origin == SKEncodedOrigin.TopLeft)
            return frame;
        using (frame)
            return FrameOrientation.Upright(frame, origin);
    }

    private static SKSizeI ReducedSize(SKCodec codec, VisionShape target)
    {
        var full = codec.Info.Size;
        var geometry = FrameGeometry.Fit(full.Width, full.Height, target);
        var wanted = 2f * geometry.ScaledWidth / full.Width;
        if (wanted >= 1)
            return full;

        // The codec answers with the nearest scale it has; one that is too small is not taken.
        var reduced = codec.GetScaledDimensions(wanted);
        for (var scale = wanted; reduced.Width < 2 * geometry.ScaledWidth && scale < 1; scale *= 1.25f)
            reduced = codec.GetScaledDimensions(Math.Min(1, scale));
        return reduced.Width < 2 * geometry.ScaledWidth ? full : reduced;
    }
}
