using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The usual colours of counter wheels.</summary>
internal static class WheelColours
{
    /// <summary>Ground and ink of a wheel for whole units.</summary>
    public static (SKColor Ground, SKColor Ink) Whole(Random rng) => Legible(rng, DrawWhole);

    /// <summary>Ground and ink of a wheel for decimals: something red about it.</summary>
    public static (SKColor Ground, SKColor Ink) Decimal(Random rng) => Legible(rng, DrawDecimal);

    private static (SKColor Ground, SKColor Ink) Legible(Random rng, Func<Random, (SKColor Ground, SKColor Ink)> draw)
    {
        var colours = draw(rng);
        for (var attempt = 0; attempt < 12 && !Palette.IsLegible(colours.Ink, colours.Ground); attempt++)
        {
            colours = draw(rng);
        }

        return colours;
    }

    private static (SKColor Ground, SKColor Ink) DrawWhole(Random rng) =>
        rng.Weighted(10, 9, 2, 2, 2) switch
        {
            0 => (Palette.Dark(rng), Palette.Light(rng)),
            1 => (Palette.Light(rng), Palette.Dark(rng)),
            2 => (Palette.Grey(rng, 0.3, 0.65), Palette.Light(rng)),
            3 => (Palette.Grey(rng, 0.45, 0.8), Palette.Dark(rng)),
            _ => (
                Palette.Hsv(rng.Between(200, 265), rng.Between(0.3, 0.8), rng.Between(0.15, 0.4)),
                Palette.Hsv(rng.Between(200, 260), rng.Between(0, 0.4), 1)
            ),
        };

    private static (SKColor Ground, SKColor Ink) DrawDecimal(Random rng) =>
        rng.Weighted(5, 4, 2, 1.2, 0.8) switch
        {
            0 => (Palette.Red(rng), Palette.Light(rng)),
            1 => (Palette.Light(rng), Palette.Red(rng)),
            3 => DrawFaded(rng),
            4 => (Palette.Hsv(rng.Between(8, 32), rng.Between(0.6, 1), rng.Between(0.55, 1)), Palette.Light(rng)),
            _ => (
                Palette.Grey(rng, 0.1, 0.4),
                Palette.Hsv(rng.Between(-5, 25), rng.Between(0.6, 1), rng.Between(0.6, 1))
            ),
        };

    // Bleached by years of light: red print that has run into its ground, or white print on a pale red.
    private static (SKColor Ground, SKColor Ink) DrawFaded(Random rng)
    {
        var (white, red) = (Palette.Light(rng), Palette.Red(rng));
        var (ground, ink) = (
            Palette.Mix(white, red, rng.Between(0, 0.25)),
            Palette.Mix(red, white, rng.Between(0.05, 0.4))
        );
        return rng.Chance(0.7) ? (ground, ink) : (ink, ground);
    }
}
