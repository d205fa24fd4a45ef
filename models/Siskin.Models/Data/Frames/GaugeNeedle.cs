using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The needle of a round gauge, in scale radii, drawn pointing up from the origin.</summary>
internal static class GaugeNeedle
{
    /// <summary>Draws a needle turned clockwise by <paramref name="degrees"/> from straight up.</summary>
    /// <param name="rng">Source of shape and colours.</param>
    /// <param name="canvas">Where, in scale radii.</param>
    /// <param name="degrees">Direction.</param>
    /// <param name="ground">Colour behind, from which the needle differs.</param>
    /// <param name="tailRoom">Longest tail that stays on the face.</param>
    public static void Draw(Random rng, SKCanvas canvas, float degrees, SKColor ground, float tailRoom)
    {
        var color = Palette.Apart(rng, ground, Colour, 0.28f);
        using var path = Shape(rng, tailRoom);
        if (rng.Chance(0.4))
        {
            using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, rng.Between(0.01, 0.03));
            using var shadow = Palette.Fill(SKColors.Black.WithAlpha((byte)rng.Between(40, 110)));
            shadow.MaskFilter = blur;
            canvas.Save();
            canvas.Translate(rng.Between(-0.05, 0.05), rng.Between(0, 0.06));
            canvas.RotateDegrees(degrees);
            canvas.DrawPath(path, shadow);
            canvas.Restore();
        }

        using var paint = Palette.Fill(color);
        canvas.Save();
        canvas.RotateDegrees(degrees);
        canvas.DrawPath(path, paint);
        canvas.Restore();
        DrawHub(rng, canvas, color);
    }

    private static SKColor Colour(Random rng) =>
        rng.Weighted(5, 3, 2, 1) switch
        {
            0 => Palette.Dark(rng),
            1 => Palette.Red(rng),
            2 => Palette.Light(rng),
            _ => Palette.Hsv(rng.Between(15, 60), 1, 1),
        };

    /// <summary>Draws a slim second pointer, set by hand to a limit.</summary>
    public static void DrawMarker(Random rng, SKCanvas canvas, float degrees)
    {
        using var paint = Palette.Fill(Palette.Red(rng));
        using var path = new SKPath();
        var (outer, inner, width) = (rng.Between(0.9, 1), rng.Between(0.3, 0.75), rng.Between(0.012, 0.03));
        path.AddPoly([new(-width, -inner), new(width, -inner), new(width, -outer), new(-width, -outer)]);
        canvas.Save();
        canvas.RotateDegrees(degrees);
        canvas.DrawPath(path, paint);
        canvas.Restore();
    }

    private static SKPath Shape(Random rng, float tailRoom)
    {
        var (length, width, tail) = (
            rng.Between(0.74, 0.98),
            rng.Between(0.018, 0.055),
            Math.Min(tailRoom, rng.Between(0, 0.42))
        );
        var path = new SKPath();
        switch (rng.Weighted(4, 2, 2, 2))
        {
            case 0: // taper
                path.AddPoly([
                    new(-width * 0.25f, -length),
                    new(width * 0.25f, -length),
                    new(width, 0),
                    new(width * rng.Between(0.6, 1.8), tail),
                    new(-width * rng.Between(0.6, 1.8), tail),
                    new(-width, 0),
                ]);
                break;
            case 1: // bar with pointed end
                path.AddPoly([
                    new(0, -length),
                    new(width * 0.7f, -length + 0.12f),
                    new(width * 0.7f, tail),
                    new(-width * 0.7f, tail),
                    new(-width * 0.7f, -length + 0.12f),
                ]);
                break;
            case 2: // sword
                path.AddPoly([
                    new(0, -length),
                    new(width * 1.3f, -length * 0.55f),
                    new(width * 0.6f, 0),
                    new(width * 0.6f, tail),
                    new(-width * 0.6f, tail),
                    new(-width * 0.6f, 0),
                    new(-width * 1.3f, -length * 0.55f),
                ]);
                break;
            default: // thin rod with a spade
                path.AddRect(new SKRect(-width * 0.35f, -length, width * 0.35f, tail));
                using (var head = new SKPath())
                {
                    head.AddPoly([
                        new(0, -length),
                        new(width * 1.6f, -length + 0.2f),
                        new(0, -length + 0.26f),
                        new(-width * 1.6f, -length + 0.2f),
                    ]);
                    path.AddPath(head);
                }

                break;
        }

        if (tail > 0.15f && rng.Chance(0.4))
        {
            using var weight = new SKPath();
            weight.AddCircle(0, tail, rng.Between(0.04, 0.09));
            path.AddPath(weight);
        }

        path.FillType = SKPathFillType.Winding;
        return path;
    }

    private static void DrawHub(Random rng, SKCanvas canvas, SKColor needle)
    {
        var radius = rng.Between(0.04, 0.16);
        using var hub = Palette.Fill(rng.Chance(0.6) ? needle : Palette.Grey(rng));
        canvas.DrawCircle(0, 0, radius, hub);
        if (rng.Chance(0.5))
        {
            using var cap = Palette.Fill(Palette.Grey(rng, 0.3, 0.9));
            canvas.DrawCircle(0, 0, radius * rng.Between(0.3, 0.7), cap);
        }
    }
}
