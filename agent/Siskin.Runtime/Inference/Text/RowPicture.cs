using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>Cuts a row of digits out of a frame, upright however it stands there.</summary>
internal static class RowPicture
{
    /// <summary>
    /// Most pixels of a picture, four bytes each. The looks that follow see tens of thousands of them; a row that fills
    /// a frame of 16 million would take 64 MB for each of its margins.
    /// </summary>
    internal const int MaxPixels = 2_000_000;

    /// <summary>
    /// The row in the frame's resolution, or in the finest that <see cref="MaxPixels"/> allow, grey beyond the frame; the
    /// caller disposes it.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="row">The row in it.</param>
    public static SKBitmap Of(SKImage frame, LineBox row)
    {
        var scale = Math.Min(1, Math.Sqrt(MaxPixels / (row.Width * row.Height)));
        var picture = new SKBitmap(
            new SKImageInfo(
                Pixels(row.Width * scale),
                Pixels(row.Height * scale),
                SKColorType.Rgba8888,
                SKAlphaType.Premul
            )
        );
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.Gray);
        canvas.Scale((float)scale);
        canvas.TurnUpright(row);
        canvas.DrawImage(frame, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return picture;
    }

    private static int Pixels(double side) => Math.Max(1, (int)Math.Ceiling(side));
}
