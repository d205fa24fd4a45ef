using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>Cuts lines of text out of frames.</summary>
internal static class TextCut
{
    /// <summary>
    /// What a rectangle holds, turned upright, as a new frame of the same resolution, at least one pixel; grey where it
    /// lies beyond the frame. The caller disposes it.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="box">The rectangle, in pixels of the frame.</param>
    public static SKBitmap Of(SKBitmap frame, TextBox box)
    {
        var (width, height) = (Math.Max(1, (int)Math.Ceiling(box.Width)), Math.Max(1, (int)Math.Ceiling(box.Height)));
        var cut = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(cut);
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels); // shares them
        canvas.Clear(SKColors.Gray);
        canvas.Translate(width / 2f, height / 2f);
        canvas.RotateDegrees(-(float)box.Turn);
        canvas.Translate(-(float)box.X, -(float)box.Y);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKCubicResampler.Mitchell));
        canvas.Flush();
        return cut;
    }
}
