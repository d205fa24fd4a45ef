using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Whether every character of a picture still stands out. Lamps, shadows, exposure and noise are drawn one by one;
/// where they meet, a digit can be gone, and a label that cannot be seen teaches to guess.
/// </summary>
internal static class Legibility
{
    /// <summary>Least difference between the lightest and the darkest part of a character's cell, of 255.</summary>
    public const double Min = 20;

    private const int Columns = 5,
        Rows = 7;

    /// <summary>
    /// The contrast of the cell that has the least, in the best of the three colours, less what noise alone would show.
    /// Parts of a cell are averaged, so that single pixels do not count.
    /// </summary>
    /// <param name="picture">The picture as it will be encoded, RGBA.</param>
    /// <param name="cells">Where its characters stand, in pixels of a picture <paramref name="scale"/> times as
    /// small.</param>
    /// <param name="scale">Pixels of the picture per unit of the cells.</param>
    /// <param name="noise">Deviation of the camera's noise.</param>
    /// <returns>0 to 255; infinite when there are no cells.</returns>
    public static double OfWeakest(SKBitmap picture, IReadOnlyList<SKRect> cells, float scale, double noise)
    {
        var min = double.PositiveInfinity;
        foreach (var cell in cells)
        {
            var area = SKRectI.Floor(
                new SKRect(cell.Left * scale, cell.Top * scale, cell.Right * scale, cell.Bottom * scale)
            );
            area.Intersect(new SKRectI(0, 0, picture.Width, picture.Height));
            min = Math.Min(min, area.Width < 1 || area.Height < 1 ? 0 : Contrast(picture, area, noise));
        }

        return min;
    }

    private static double Contrast(SKBitmap picture, SKRectI area, double noise)
    {
        var pixels = picture.GetPixelSpan(); // (height, width, 4)
        var (columns, rows) = (Math.Min(Columns, area.Width), Math.Min(Rows, area.Height));
        Span<double> low = [255, 255, 255],
            high = [0, 0, 0];
        Span<double> sum = stackalloc double[3];
        for (var part = 0; part < columns * rows; part++)
        {
            var (row, column) = (part / columns, part % columns);
            var (top, bottom) = (area.Top + (row * area.Height / rows), area.Top + ((row + 1) * area.Height / rows));
            var (left, right) = (
                area.Left + (column * area.Width / columns),
                area.Left + ((column + 1) * area.Width / columns)
            );
            sum.Clear();
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    for (var channel = 0; channel < 3; channel++)
                    {
                        sum[channel] += pixels[(((y * picture.Width) + x) * 4) + channel];
                    }
                }
            }

            var count = (bottom - top) * (right - left);
            for (var channel = 0; channel < 3; channel++)
            {
                low[channel] = Math.Min(low[channel], sum[channel] / count);
                high[channel] = Math.Max(high[channel], sum[channel] / count);
            }
        }

        var max = Math.Max(high[0] - low[0], Math.Max(high[1] - low[1], high[2] - low[2]));
        // The range of some thirty draws is four deviations; of the mean of a part, that much less.
        return max - (4 * noise / Math.Sqrt(Math.Max(1, area.Width * area.Height / (double)(columns * rows))));
    }
}
