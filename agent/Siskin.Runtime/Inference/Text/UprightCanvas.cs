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
}
