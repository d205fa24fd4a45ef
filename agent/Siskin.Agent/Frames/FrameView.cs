using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Frames;

/// <summary>Turns and cuts frames, so that the model sees the instrument upright and little else.</summary>
internal static class FrameView
{
    /// <summary>
    /// The question that a request puts to the model: about the part of the frame that it wants to be looked at. The
    /// caller disposes the question's frame.
    /// </summary>
    /// <returns>Why there is none.</returns>
    public static Rejection? Apply(InferenceRequest asked, FrameLimits limits, out ResponderRequest question)
    {
        question = asked;
        var encoded = asked.Image;
        if (Take(ref encoded, asked.View, limits, out var frame, out var doubtful) is { } rejection)
            return rejection;
        question = asked with
        {
            Image = encoded,
            Frame = frame,
            FrameDoubtful = doubtful,
            Locate = asked.View is { Locates: true },
        };
        return null;
    }

    /// <summary>
    /// Decodes and cuts a frame of which only a part is wanted, or that has to be turned; the caller disposes it. A
    /// frame that is looked at as it is stays encoded, because the model decodes no more of it than it needs; so does
    /// one in which the model finds the part.
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
        if (view is { Rotate: 0, Locates: true })
            return null; // what is found is cut where it is found
        if (!FrameDecoder.TryDecode(encoded.Span, limits, null, out var decoded, out doubtful, out var rejection))
            return rejection;
        encoded = default;
        using (decoded)
            return Cut(decoded, view, limits.MaxPixels, out frame);
    }

    /// <summary>
    /// Makes a new bitmap of what <paramref name="view"/> asks for. Turning keeps the whole frame: the picture grows
    /// around it, black in the corners. Quarter turns move pixels and change none.
    /// </summary>
    /// <param name="frame">RGBA with 8 bits per channel; stays the caller's.</param>
    /// <param name="view">What to do.</param>
    /// <param name="maxPixels">Largest frame; what is drawn may have twice as many pixels.</param>
    /// <param name="cut">The new bitmap, which the caller disposes.</param>
    /// <returns>Why there is none: 400 the crop lies outside of the frame, 413 it grows too large.</returns>
    public static Rejection? Cut(SKBitmap frame, ViewedPart view, int maxPixels, out SKBitmap? cut)
    {
        cut = null;
        var (width, height) = SizeOfTurned(frame, view.Rotate);
        var area = new SKRectI(0, 0, width, height);
        if (view.Crop is { IsAuto: false } crop)
        {
            area = AreaOf(crop, width, height);
            if (area.Width < 1 || area.Height < 1)
                return new Rejection(400, $"The crop lies outside of the frame, which is {width} x {height} pixels.");
        }
        // Turning a square by 45 degrees doubles it; a thin strip would grow beyond all bounds.
        if ((long)area.Width * area.Height > (2L * maxPixels) + area.Width + area.Height)
            return new Rejection(
                413,
                $"The turned frame is {area.Width} x {area.Height} pixels; at most {2L * maxPixels} are drawn."
            );
        cut = Draw(frame, view.Rotate, width, height, area);
        return null;
    }

    /// <summary>The turned frame as a whole, and what of it is read; the caller disposes it.</summary>
    /// <param name="frame">The frame; stays the caller's.</param>
    /// <param name="view">What is wanted of it.</param>
    /// <param name="found">What the model found, where it was asked to.</param>
    /// <param name="limits">How large a turned frame may be.</param>
    /// <param name="turned">The turned frame.</param>
    /// <param name="region">What is read, or null where nothing was found.</param>
    /// <returns>Why there is none.</returns>
    public static Rejection? Show(
        SKBitmap frame,
        ViewedPart view,
        FrameRegion? found,
        FrameLimits limits,
        out SKBitmap? turned,
        out FrameRegion? region
    )
    {
        region = null;
        if (Cut(frame, view with { Crop = null }, limits.MaxPixels, out turned) is { } rejection)
            return rejection;
        region = RegionOf(view.Crop, turned!, found);
        return null;
    }

    /// <summary>The part of a turned frame that is read, or null where nothing was found.</summary>
    /// <param name="crop">What is cut out.</param>
    /// <param name="turned">The turned frame.</param>
    /// <param name="found">What the model found, where it was asked to.</param>
    public static FrameRegion? RegionOf(CropArea? crop, SKBitmap turned, FrameRegion? found)
    {
        if (crop is null or { IsAuto: true })
            return crop is null ? FrameRegion.Whole : found;
        var area = AreaOf(crop, turned.Width, turned.Height);
        return new FrameRegion(
            (double)area.Left / turned.Width,
            (double)area.Top / turned.Height,
            (double)area.Width / turned.Width,
            (double)area.Height / turned.Height
        );
    }

    // Only the wanted area is drawn, however large the turned frame would be.
    private static SKBitmap Draw(SKBitmap frame, double degrees, int width, int height, SKRectI area)
    {
        var cut = new SKBitmap(new SKImageInfo(area.Width, area.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(cut);
        using var image = FrameImage.Shared(frame);
        canvas.Clear(SKColors.Black);
        canvas.Translate(-area.Left, -area.Top);
        canvas.Translate(width / 2f, height / 2f);
        canvas.RotateDegrees((float)degrees);
        canvas.Translate(-frame.Width / 2f, -frame.Height / 2f);
        var exact = degrees % 90 == 0;
        canvas.DrawImage(
            image,
            0,
            0,
            exact ? new SKSamplingOptions(SKFilterMode.Nearest) : new SKSamplingOptions(SKFilterMode.Linear)
        );
        canvas.Flush();
        return cut;
    }

    private static (int Width, int Height) SizeOfTurned(SKBitmap frame, double degrees)
    {
        if (degrees % 180 == 0)
            return (frame.Width, frame.Height);
        if (degrees % 90 == 0)
            return (frame.Height, frame.Width);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (s, c) = (Math.Abs(sin), Math.Abs(cos));
        return (
            (int)Math.Ceiling((frame.Width * c) + (frame.Height * s)),
            (int)Math.Ceiling((frame.Width * s) + (frame.Height * c))
        );
    }

    private static SKRectI AreaOf(CropArea crop, int width, int height)
    {
        var (x, y) = crop.Fractions ? (crop.X * width, crop.Y * height) : (crop.X, crop.Y);
        var (w, h) = crop.Fractions ? (crop.Width * width, crop.Height * height) : (crop.Width, crop.Height);
        var area = new SKRectI((int)Math.Round(x), (int)Math.Round(y), (int)Math.Round(x + w), (int)Math.Round(y + h));
        return SKRectI.Intersect(area, new SKRectI(0, 0, width, height));
    }
}
