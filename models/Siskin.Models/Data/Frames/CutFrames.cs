using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Frames whose edge runs through the first or the last character: what a camera that slipped shows. What is left looks
/// like a reading, and is a tenth or ten times of it.
/// </summary>
internal static class CutFrames
{
    // How much of the outer character is still in the frame.
    private const double LeastLeft = 0.08,
        MostLeft = 0.42;

    // Fewer characters than these leave nothing to recognize as an instrument.
    private const int MinCells = 3;

    /// <summary>
    /// The drawing without its end, answered as unreadable; null where it has no characters to cut, and where another
    /// reading would be left whole.
    /// </summary>
    /// <param name="rng">Which end, and how much of it.</param>
    /// <param name="drawing">Its bitmap is disposed when there is a result.</param>
    public static Drawing? Cut(Random rng, Drawing drawing)
    {
        if (drawing.Cells.Count < MinCells || drawing.Asked is not null)
            return null;
        var bitmap = drawing.Bitmap;
        SKRect first = drawing.Cells.MinBy(cell => cell.Left),
            last = drawing.Cells.MaxBy(cell => cell.Right);
        var left = rng.Between(LeastLeft, MostLeft);
        var (from, to) = rng.Chance(0.5)
            ? ((int)(first.Right - (left * first.Width)), bitmap.Width)
            : (0, (int)(last.Left + (left * last.Width)));
        if (from < 0 || to > bitmap.Width || to - from < bitmap.Width / 3)
            return null;
        var cut = new SKBitmap(new SKImageInfo(to - from, bitmap.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(cut))
        {
            canvas.DrawBitmap(bitmap, -from, 0);
            canvas.Flush();
        }

        bitmap.Dispose();
        return new Drawing(cut, UnreadableFrames.Answer, Scoring.Exact, drawing.Detail);
    }
}
