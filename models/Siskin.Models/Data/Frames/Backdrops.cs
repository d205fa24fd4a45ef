using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// What stands around an instrument in the view of a camera: drawn scenery, plain walls and plates, and pieces of
/// photographs where some are given.
/// </summary>
/// <param name="photographs">Photographs of which pieces are cut; may be empty.</param>
internal sealed class Backdrops(IReadOnlyList<BackdropPhotograph> photographs)
{
    // The least side of a strip beside an instrument that is worth to be shown, in pixels of the photograph.
    private const float LeastSide = 60;

    /// <summary>A backdrop of the given size in pixels; the receiver disposes it.</summary>
    public SKBitmap Draw(Random rng, int width, int height) =>
        rng.Weighted(photographs.Count > 0 ? 4 : 0, 3, 3) switch
        {
            0 => Photograph(rng, width, height) ?? Plain(rng, width, height),
            1 => Scenery.Draw(rng, width, height, ScenerySubject.None),
            _ => Plain(rng, width, height),
        };

    private SKBitmap? Photograph(Random rng, int width, int height)
    {
        var photograph = rng.PickFrom(photographs);
        using var whole = SKBitmap.Decode(photograph.File);
        if (whole is null || Free(rng, photograph, whole.Width, whole.Height) is not { } free)
            return null;
        // A piece of it as long or as high as it can be, or down to half of that.
        var reach = Math.Min(free.Width / width, free.Height / height) * rng.Between(0.5, 1);
        var (pieceWidth, pieceHeight) = (reach * width, reach * height);
        var piece = SKRect.Create(
            free.Left + rng.Between(0, free.Width - pieceWidth),
            free.Top + rng.Between(0, free.Height - pieceHeight),
            pieceWidth,
            pieceHeight
        );
        var bitmap = Blank(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var image = SKImage.FromBitmap(whole);
        if (rng.Chance(0.5))
            canvas.Scale(-1, 1, width / 2f, 0);
        canvas.DrawImage(
            image,
            piece,
            new SKRect(0, 0, width, height),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
        );
        canvas.Flush();
        return bitmap;
    }

    // The whole photograph, or one of the four strips beside the instrument that it shows; wider ones more often.
    private static SKRect? Free(Random rng, BackdropPhotograph photograph, float width, float height)
    {
        if (photograph.Instrument is not { } box)
            return new SKRect(0, 0, width, height);
        SKRect[] strips =
        [
            new(0, 0, box.Left * width, height),
            new(box.Right * width, 0, width, height),
            new(0, 0, width, box.Top * height),
            new(0, box.Bottom * height, width, height),
        ];
        var areas = Array.ConvertAll(
            strips,
            strip => Math.Min(strip.Width, strip.Height) < LeastSide ? 0 : (double)strip.Width * strip.Height
        );
        return areas.Sum() > 0 ? strips[rng.Weighted(areas)] : null;
    }

    private static SKBitmap Plain(Random rng, int width, int height)
    {
        var bitmap = Blank(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(
            rng.Chance(0.5) ? Palette.Light(rng)
            : rng.Chance(0.6) ? Palette.Grey(rng, 0.05, 0.95)
            : Palette.Any(rng)
        );
        for (var edges = rng.Next(0, 4); edges > 0; edges--)
        {
            // Seams, edges of plates and of shadows.
            using var plate = Palette.Fill(
                rng.Chance(0.5) ? Palette.Grey(rng, 0, 1) : SKColors.Black.WithAlpha((byte)rng.Next(20, 120))
            );
            canvas.Save();
            canvas.RotateDegrees(
                rng.Chance(0.7) ? rng.Between(-4, 4) + (90 * rng.Next(4)) : rng.Between(0, 360),
                width / 2f,
                height / 2f
            );
            canvas.DrawRect(
                rng.Between(-0.5, 1.2) * width,
                -height,
                rng.LogBetween(0.01, 1.5) * width,
                3 * height,
                plate
            );
            canvas.Restore();
        }

        canvas.Flush();
        return bitmap;
    }

    private static SKBitmap Blank(int width, int height) =>
        new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
}

/// <summary>A photograph of which a piece may stand behind drawn instruments.</summary>
/// <param name="File">The image.</param>
/// <param name="Instrument">Where its own instrument is, which no piece shows: edges as fractions; null where it shows
/// none that could be taken for a drawn one.</param>
internal sealed record BackdropPhotograph(string File, SKRect? Instrument);
