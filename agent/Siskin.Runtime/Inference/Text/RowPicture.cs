using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>Cuts a row of digits out of a frame, upright however it stands there.</summary>
internal static class RowPicture
{
    /// <summary>The row in the frame's resolution, grey beyond the frame; the caller disposes it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="row">The row in it.</param>
    public static SKBitmap Of(SKImage frame, LineBox row)
    {
        var picture = new SKBitmap(
            new SKImageInfo(Pixels(row.Width), Pixels(row.Height), SKColorType.Rgba8888, SKAlphaType.Premul)
        );
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.Gray);
        canvas.Translate((float)(row.Width / 2), (float)(row.Height / 2));
        canvas.RotateDegrees((float)-row.Degrees);
        canvas.Translate((float)-row.X, (float)-row.Y);
        canvas.DrawImage(frame, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Flush();
        return picture;
    }

    private static int Pixels(double side) => Math.Max(1, (int)Math.Ceiling(side));
}
