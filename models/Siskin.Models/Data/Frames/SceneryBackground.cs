using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Rough surfaces: a colour with the grain of concrete, wood, rust or leaves.</summary>
internal static class SceneryBackground
{
    /// <summary>Covers the canvas.</summary>
    public static void Draw(Random rng, SKCanvas canvas, int width, int height)
    {
        // Concrete, planks or brushed metal, rust, leaves.
        var kind = rng.Weighted(3, 2, 2, 2);
        var ground = kind switch
        {
            0 => Palette.Grey(rng, 0.2, 0.95),
            1 => Palette.Hsv(rng.Between(15, 45), rng.Between(0, 0.7), rng.Between(0.25, 0.9)),
            2 => Palette.Hsv(rng.Between(5, 35), rng.Between(0.4, 0.9), rng.Between(0.2, 0.6)),
            _ => Palette.Hsv(rng.Between(70, 140), rng.Between(0.3, 0.9), rng.Between(0.15, 0.7)),
        };
        // Wavelengths as shares of the shorter side.
        var across = kind == 1 ? rng.LogBetween(0.02, 0.1) : rng.LogBetween(0.03, 0.4);
        var along = kind == 1 ? 12f : 1;
        var turbulent = kind >= 2;
        canvas.Clear(ground);
        var side = Math.Min(width, height);
        var (fx, fy) = (1 / (across * side), 1 / (across * along * side));
        if (rng.Chance(0.5))
        {
            (fx, fy) = (fy, fx);
        }

        var seed = rng.Next(1, 10_000);
        using var noise = turbulent
            ? SKShader.CreatePerlinNoiseTurbulence(fx, fy, rng.Next(1, 5), seed)
            : SKShader.CreatePerlinNoiseFractalNoise(fx, fy, rng.Next(1, 5), seed);
        using var grey = SKColorFilter.CreateColorMatrix(Contrast(rng.Between(0.6, 2)));
        using var paint = new SKPaint
        {
            Shader = noise,
            ColorFilter = grey,
            BlendMode = SKBlendMode.HardLight,
        };
        canvas.DrawRect(0, 0, width, height, paint);
    }

    // The red channel as opaque grey, stretched around the middle.
    private static float[] Contrast(float gain)
    {
        var shift = 0.5f - (0.5f * gain);
        return [gain, 0, 0, 0, shift, gain, 0, 0, 0, shift, gain, 0, 0, 0, shift, 0, 0, 0, 0, 1];
    }
}
