using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The pane in front of a display: what stands opposite is mirrored in it, with hard edges, and lightens what is
/// behind.
/// </summary>
internal static class WindowGlass
{
    /// <summary>
    /// Draws reflections over an area: trees, clothes, a sky, a lit window, each in a colour of its own.
    /// </summary>
    public static void Reflect(Random rng, SKCanvas canvas, SKRect area)
    {
        canvas.Save();
        canvas.ClipRect(area);
        for (var shapes = rng.Next(1, 6); shapes > 0; shapes--)
        {
            using var paint = Palette.Fill(
                Palette
                    .Hsv(rng.Between(0, 360), rng.Between(0, 0.7), rng.Between(0.25, 1))
                    .WithAlpha((byte)rng.Between(25, 120))
            );
            paint.BlendMode = SKBlendMode.Screen;
            using var shape = Shape(rng, area);
            canvas.DrawPath(shape, paint);
        }

        canvas.Restore();
    }

    // Who stands in front of it, and what is behind them: as high as the pane.
    private static SKPath Band(Random rng, SKRect area, float middle)
    {
        var half = rng.LogBetween(0.1, 1.2) * area.Height;
        var lean = rng.Between(-0.3, 0.3) * area.Height;
        var band = new SKPath();
        band.MoveTo(middle - half + lean, area.Top);
        band.LineTo(middle + half + lean, area.Top);
        band.LineTo(middle + half - lean, area.Bottom);
        band.LineTo(middle - half - lean, area.Bottom);
        band.Close();
        return band;
    }

    // Three to seven corners around a middle; as long as the area is high, or longer.
    private static SKPath Shape(Random rng, SKRect area)
    {
        var middle = new SKPoint(rng.Between(area.Left, area.Right), rng.Between(area.Top, area.Bottom));
        if (rng.Chance(0.3))
            return Band(rng, area, middle.X);
        float wide = rng.LogBetween(0.15, 1.6) * area.Height,
            high = rng.LogBetween(0.2, 1.2) * area.Height;
        var corners = rng.Next(3, 8);
        var shape = new SKPath();
        for (var i = 0; i < corners; i++)
        {
            var angle = (i + rng.NextDouble()) * Math.Tau / corners;
            var corner = new SKPoint(
                middle.X + (wide * (float)Math.Cos(angle)),
                middle.Y + (high * (float)Math.Sin(angle))
            );
            if (i == 0)
                shape.MoveTo(corner);
            else
                shape.LineTo(corner);
        }

        shape.Close();
        return shape;
    }
}
