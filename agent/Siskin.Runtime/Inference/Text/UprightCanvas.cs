using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>Draws a line of a frame upright, however it stands there.</summary>
internal static class UprightCanvas
{
    /// <summary>
    /// Moves what is drawn next, in pixels of the frame, so that the line fills the canvas from its upper left corner
    /// on and is read from left to right.
    /// </summary>
    /// <param name="canvas">The canvas, in pixels of the line; scale it before where it has others.</param>
    /// <param name="line">The line in the frame.</param>
    public static void TurnUpright(this SKCanvas canvas, LineBox line)
    {
        canvas.Translate((float)(line.Width / 2), (float)(line.Height / 2));
        canvas.RotateDegrees((float)-line.Degrees);
        canvas.Translate((float)-line.X, (float)-line.Y);
    }

    /// <summary>
    /// Draws a line into a picture, as high as that and so many pixels long; grey is what is behind its end and beyond
    /// the frame.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="line">The line in it.</param>
    /// <param name="length">How long the line becomes, in pixels.</param>
    public static void DrawLine(SKBitmap picture, SKImage frame, LineBox line, int length)
    {
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.Gray);
        canvas.ClipRect(SKRect.Create(length, picture.Height));
        canvas.Scale((float)(length / line.Width), (float)(picture.Height / line.Height));
        canvas.TurnUpright(line);
        canvas.DrawImage(
            frame,
            0,
            0,
            line.Height > picture.Height
                ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
                : new SKSamplingOptions(SKCubicResampler.Mitchell)
        );
        canvas.Flush();
    }
}
