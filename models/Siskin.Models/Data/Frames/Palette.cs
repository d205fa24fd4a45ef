using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Colours of instruments, each draw a little different.</summary>
internal static class Palette
{
    /// <summary>A colour by hue (degrees), saturation and value (both 0..1).</summary>
    public static SKColor Hsv(double hue, double saturation, double value) =>
        SKColor.FromHsv(
            (float)(((hue % 360) + 360) % 360),
            (float)Math.Clamp(saturation * 100, 0, 100),
            (float)Math.Clamp(value * 100, 0, 100)
        );

    /// <summary>White to cream to light grey, warm more often than cool, seldom greenish.</summary>
    public static SKColor Light(Random rng)
    {
        var hue = rng.Weighted(5, 3, 2) switch
        {
            0 => rng.Between(25, 62),
            1 => rng.Between(195, 250),
            _ => rng.Between(60, 195),
        };
        return Hsv(hue, rng.Chance(0.6) ? rng.Between(0, 0.08) : rng.Between(0.05, 0.25), rng.Between(0.72, 1));
    }

    /// <summary>Black to dark grey, sometimes tinted.</summary>
    public static SKColor Dark(Random rng) =>
        Hsv(
            rng.Between(0, 360),
            rng.Chance(0.7) ? rng.Between(0, 0.25) : rng.Between(0.2, 0.7),
            rng.Between(0.02, 0.25)
        );

    /// <summary>The reds of decimals and needles.</summary>
    public static SKColor Red(Random rng) => Hsv(rng.Between(-18, 16), rng.Between(0.6, 1), rng.Between(0.5, 1));

    /// <summary>Any colour at all.</summary>
    public static SKColor Any(Random rng) => Hsv(rng.Between(0, 360), rng.Between(0, 1), rng.Between(0.05, 1));

    /// <summary>Grey between black and white.</summary>
    public static SKColor Grey(Random rng, double low = 0.1, double high = 0.95) =>
        Hsv(rng.Between(0, 360), rng.Between(0, 0.08), rng.Between(low, high));

    /// <summary>The colour between two others, 0 the first, 1 the second.</summary>
    public static SKColor Mix(SKColor a, SKColor b, double share) =>
        new(
            (byte)(a.Red + ((b.Red - a.Red) * share)),
            (byte)(a.Green + ((b.Green - a.Green) * share)),
            (byte)(a.Blue + ((b.Blue - a.Blue) * share))
        );

    /// <summary>The colour made a little lighter or darker.</summary>
    public static SKColor Near(Random rng, SKColor color, double reach = 0.12) =>
        Mix(color, rng.Chance(0.5) ? SKColors.White : SKColors.Black, rng.Between(0, reach));

    /// <summary>Perceived brightness, 0..1.</summary>
    public static float Brightness(SKColor color) =>
        ((0.3f * color.Red) + (0.59f * color.Green) + (0.11f * color.Blue)) / 255;

    /// <summary>How different two colours look, 0 the same, 1 black and white.</summary>
    public static float Distance(SKColor a, SKColor b) =>
        MathF.Sqrt(
            (0.3f * Square(a.Red - b.Red)) + (0.59f * Square(a.Green - b.Green)) + (0.11f * Square(a.Blue - b.Blue))
        ) / 255;

    /// <summary>True where print in one colour on the other can be read, in a grey picture too.</summary>
    public static bool IsLegible(SKColor ink, SKColor ground, float min = 0.22f) =>
        Distance(ink, ground) >= min && Math.Abs(Brightness(ink) - Brightness(ground)) >= 0.13f;

    /// <summary>Draws a colour again until it is legible on another.</summary>
    public static SKColor Apart(Random rng, SKColor from, Func<Random, SKColor> draw, float min = 0.25f)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var color = draw(rng);
            if (IsLegible(color, from, min))
            {
                return color;
            }
        }

        return Brightness(from) > 0.5f ? SKColors.Black : SKColors.White;
    }

    /// <summary>A filled, smooth brush.</summary>
    public static SKPaint Fill(SKColor color) => new() { Color = color, IsAntialias = true };

    /// <summary>A smooth pen.</summary>
    public static SKPaint Pen(SKColor color, float width, SKStrokeCap cap = SKStrokeCap.Butt) =>
        new()
        {
            Color = color,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            StrokeCap = cap,
        };

    private static float Square(float value) => value * value;
}
