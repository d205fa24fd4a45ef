using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Metal that surrounds instruments: pipes, ribs and bolts in one light.</summary>
internal static class Metalwork
{
    /// <summary>One to three pipes side by side, with flanges.</summary>
    public static void DrawPipes(Random rng, SKCanvas canvas, int width, int height)
    {
        var upright = rng.Chance(0.5);
        var (along, across) = upright ? (height, width) : (width, height);
        if (upright)
        {
            canvas.RotateDegrees(90);
            canvas.Translate(0, -width);
        }

        canvas.RotateDegrees(rng.Between(-8, 8), along / 2f, across / 2f);
        var count = rng.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            var thick = rng.LogBetween(0.1, 0.5) * across;
            var top = rng.Between(-0.1, 1) * across;
            using var metal = Rounded(rng, top, thick);
            canvas.DrawRect(-along, top, 3 * along, thick, metal);
            for (var flange = rng.Next(3); flange > 0; flange--)
            {
                using var ring = Rounded(rng, top - (0.15f * thick), 1.3f * thick);
                canvas.DrawRect(rng.Between(0, 1) * along, top - (0.15f * thick), 0.3f * thick, 1.3f * thick, ring);
            }
        }
    }

    /// <summary>Ribs across the whole picture, as radiators, louvres and gratings have them.</summary>
    public static void DrawRibs(Random rng, SKCanvas canvas, int width, int height)
    {
        canvas.RotateDegrees(rng.Pick(0f, 90f) + rng.Between(-12, 12), width / 2f, height / 2f);
        var size = 2 * Math.Max(width, height);
        var pitch = rng.LogBetween(0.06, 0.25) * Math.Min(width, height);
        var share = rng.Between(0.4, 0.9);
        using var rib = Rounded(rng, 0, pitch * share);
        canvas.Translate(0, -size / 2f);
        for (var y = 0f; y < 2 * size; y += pitch)
        {
            canvas.DrawRect(-size, 0, 3 * size, pitch * share, rib);
            canvas.Translate(0, pitch);
        }
    }

    /// <summary>The heads of bolts in rows.</summary>
    public static void DrawBolts(Random rng, SKCanvas canvas, int width, int height)
    {
        var radius = rng.LogBetween(0.04, 0.14) * Math.Min(width, height);
        for (var (row, rows) = (0, rng.Next(1, 4)); row < rows; row++)
        {
            for (var (column, columns) = (0, rng.Next(1, 4)); column < columns; column++)
            {
                var (x, y) = (width * (column + 0.5f) / columns, height * (row + 0.5f) / rows);
                using var head = Rounded(rng, y - radius, 2 * radius);
                canvas.DrawCircle(x, y, radius, head);
            }
        }
    }

    /// <summary>
    /// A brushed or machined grey surface: faint scratches one way, here and there the dark edge of a part.
    /// </summary>
    public static void DrawBrushed(Random rng, SKCanvas canvas, int width, int height)
    {
        var metal = Palette.Grey(rng, 0.15, 0.8);
        canvas.Clear(metal);
        var size = width + height;
        canvas.RotateDegrees(rng.Chance(0.5) ? rng.Between(-15, 15) : rng.Between(-90, 90), width / 2f, height / 2f);
        var strength = rng.Between(0.02, 0.12);
        for (var i = 0; i < 24; i++)
        {
            using var scratch = Palette.Pen(Palette.Near(rng, metal, strength), rng.LogBetween(0.006, 0.05) * height);
            var (x, y) = (rng.Between(-0.5, 0.5) * width, rng.Between(-0.3, 1.3) * height);
            canvas.DrawLine(x - (size * rng.Between(0.1, 1)), y, x + (size * rng.Between(0.2, 1.5)), y, scratch);
        }

        for (var edges = rng.Next(3); edges > 0; edges--)
        {
            // Tapers off to one side, as the gap between two parts does.
            var (y, thick) = (rng.Between(0, 1) * height, rng.LogBetween(0.02, 0.2) * height);
            using var blur = SKMaskFilter.CreateBlur(
                SKBlurStyle.Normal,
                Math.Max(0.5f, thick * rng.Between(0.05, 0.4))
            );
            using var gap = Palette.Fill(Palette.Mix(metal, SKColors.Black, rng.Between(0.2, 0.95)));
            gap.MaskFilter = blur;
            using var path = new SKPath();
            path.AddPoly([
                new(-size, y),
                new(2 * size, y - (thick * rng.Between(-1, 1))),
                new(2 * size, y + (thick * rng.Between(0.2, 2))),
                new(-size, y + thick),
            ]);
            canvas.DrawPath(path, gap);
        }
    }

    // Light on something round that lies across: bright in the middle, dark at both edges.
    private static SKPaint Rounded(Random rng, float top, float thick)
    {
        var metal = rng.Chance(0.6) ? Palette.Grey(rng, 0.3, 0.9) : Palette.Any(rng);
        var paint = Palette.Fill(metal);
        SKColor[] colours =
        [
            Palette.Mix(metal, SKColors.Black, rng.Between(0.3, 0.8)),
            Palette.Mix(metal, SKColors.White, rng.Between(0.1, 0.8)),
            metal,
            Palette.Mix(metal, SKColors.Black, rng.Between(0.4, 0.9)),
        ];
        using var light = SKShader.CreateLinearGradient(
            new SKPoint(0, top),
            new SKPoint(0, top + thick),
            colours,
            [0, rng.Between(0.2, 0.5), 0.7f, 1],
            SKShaderTileMode.Clamp
        );
        paint.Shader = light;
        return paint;
    }
}
