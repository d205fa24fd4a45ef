using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// What makers put on round faces besides the scale: coloured sectors and halves, marks, lines of print.
/// </summary>
internal static class GaugeDecor
{
    /// <summary>
    /// What lies under marks and numbers: a coloured sector, half of the face in another colour, a disc.
    /// </summary>
    public static void DrawUnderScale(Random rng, SKCanvas canvas, GaugeFace face)
    {
        if (face.IsPanel || !rng.Chance(0.2))
            return;
        using var paint = Palette.Fill(Tint(rng, face));
        var radius = rng.Between(0.8, 1);
        var area = new SKRect(-radius, -radius, radius, radius);
        switch (rng.Weighted(3, 1, 1))
        {
            case 0:
                canvas.DrawArc(area, rng.Between(0, 360), rng.Between(15, 110), true, paint);
                break;
            case 1:
                canvas.DrawArc(area, rng.Chance(0.7) ? 180 : 0, 180, true, paint);
                break;
            default:
                canvas.DrawCircle(0, 0, rng.Between(0.25, 0.6), paint);
                break;
        }
    }

    // A colour on which the print of the face is as legible as on its ground.
    private static SKColor Tint(Random rng, GaugeFace face)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var tint = Palette.Mix(Palette.Any(rng), face.Ground, rng.Between(0, 0.5));
            if (Palette.IsLegible(face.Ink, tint, 0.35f))
                return tint;
        }

        return Palette.Near(rng, face.Ground);
    }

    /// <summary>A maker's mark and a few lines of small print, clear of the unit.</summary>
    public static void DrawPrint(
        Random rng,
        SKCanvas canvas,
        GaugeFace face,
        GlyphFace lettering,
        SKPoint unit,
        float unitHeight
    )
    {
        if (face.IsPanel || !rng.Chance(0.4))
            return;
        using var ink = Palette.Fill(rng.Chance(0.75) ? face.Ink : Palette.Apart(rng, face.Ground, Palette.Any, 0.3f));
        var lines = rng.Next(1, 5);
        var height = rng.Between(0.045, 0.08);
        var y = unit.Y > 0 ? -rng.Between(0.25, 0.4) : rng.Between(0.2, 0.4);
        if (rng.Chance(0.3))
            y = unit.Y + (unitHeight * 0.5f) + height;
        for (var line = 0; line < lines && Math.Abs(y) < 0.75f; line++)
        {
            var print = SmallPrint.Draw(rng);
            if (rng.Chance(0.4))
                print += $" {SmallPrint.Draw(rng)}";
            var room = 1.1f * MathF.Sqrt(Math.Max(0.05f, 0.55f - (y * y)));
            var stretch = Math.Min(1, room / (lettering.Measure(print) * height));
            if (stretch > 0.5f)
                lettering.DrawCentred(canvas, print, 0, y, height, ink, stretch);
            y += height * rng.Between(1.4, 2);
        }

        if (!rng.Chance(0.35))
            return;
        var (x, at, size) = (
            rng.Between(-0.35, 0.35),
            rng.Between(0.15, 0.5) * (rng.Chance(0.5) ? 1 : -1),
            rng.Between(0.04, 0.1)
        );
        if (rng.Chance(0.5))
            canvas.DrawCircle(x, at, size, ink); // a screw, a mark of a maker
        else
            canvas.DrawRect(new SKRect(x - size, at - (size / 2), x + size, at + (size / 2)), ink);
    }
}
