using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>A pointer's colour, or that of its shadow, which has neither facets nor hub.</summary>
internal sealed record PointerInk(SKColor Color, bool IsShadow)
{
    /// <summary>A red, dark or rarely other colour that shows on the ground.</summary>
    public static PointerInk Draw(Random rng, double darkShare, SKColor ground) =>
        new(Palette.Apart(rng, ground, random => Draw(random, darkShare), 0.18f), false);

    /// <summary>Fills a shape.</summary>
    public void Fill(SKCanvas canvas, SKPath path)
    {
        using var paint = Palette.Fill(Color);
        canvas.DrawPath(path, paint);
    }

    /// <summary>
    /// Sometimes lightens or darkens one side of a pointer with a ridge; takes over <paramref name="side"/>.
    /// </summary>
    public void Facet(Random rng, SKCanvas canvas, SKPath side)
    {
        if (!IsShadow && rng.Chance(0.3))
        {
            using var paint = Palette.Fill(
                (rng.Chance(0.5) ? SKColors.Black : SKColors.White).WithAlpha((byte)rng.Between(20, 80))
            );
            canvas.DrawPath(side, paint);
        }

        side.Dispose();
    }

    /// <summary>Draws the axis' head with the given share.</summary>
    public void Hub(Random rng, SKCanvas canvas, float radius, double share)
    {
        if (!IsShadow && rng.Chance(share))
        {
            using var paint = Palette.Fill(rng.Chance(0.7) ? Palette.Light(rng) : Palette.Dark(rng));
            canvas.DrawCircle(0, 0, radius * rng.Between(0.5, 1.2), paint);
        }
    }

    private static SKColor Draw(Random rng, double darkShare) =>
        rng.Chance(darkShare) ? Palette.Dark(rng)
        : rng.Chance(0.93) ? Palette.Hsv(rng.Between(-20, 20), rng.Between(0.45, 1), rng.Between(0.45, 1))
        : Palette.Any(rng);
}
