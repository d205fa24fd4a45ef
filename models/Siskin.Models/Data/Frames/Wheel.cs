using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The print and make of an odometer wheel. Lengths are shares of its window's height.</summary>
internal sealed record WheelStyle(GlyphFace Face, SKColor Ground, SKColor Ink)
{
    /// <summary>Height of a digit.</summary>
    public float DigitHeight { get; init; } = 0.65f;

    /// <summary>Distance from digit to digit.</summary>
    public float Pitch { get; init; } = 1;

    /// <summary>Largest width of a digit, as a share of the window's width.</summary>
    public float DigitWidth { get; init; } = 0.75f;

    /// <summary>Extra thickness of the strokes.</summary>
    public float Bold { get; init; }

    /// <summary>True where the next digit comes up from below, as on most counters.</summary>
    public bool NextBelow { get; init; } = true;

    /// <summary>Darkening of the wheel towards the top and bottom of the window, 0..1.</summary>
    public float Curvature { get; init; } = 0.3f;

    /// <summary>Colour of the drive teeth or division marks along one edge; null for none.</summary>
    public SKColor? Teeth { get; init; }

    /// <summary>Teeth per digit.</summary>
    public int TeethPerDigit { get; init; } = 2;

    /// <summary>The line beside every digit; null for none.</summary>
    public IndexLine? IndexLine { get; init; }

    /// <summary>Draws lettering, proportions and extras for the given colours.</summary>
    public static WheelStyle Draw(Random rng, GlyphFace face, SKColor ground, SKColor ink)
    {
        // Tall windows show half of the neighbours even when a digit stands in the middle.
        var tall = rng.Chance(0.3);
        var height = tall ? rng.Between(0.42, 0.6) : rng.Between(0.5, 0.8);
        return new WheelStyle(face, ground, ink)
        {
            DigitHeight = height,
            Pitch = Math.Max(height * rng.Between(1.15, 1.5), tall ? 0 : rng.Between(0.8, 1.15)),
            DigitWidth = rng.Between(0.55, 0.82),
            Bold = rng.Chance(0.3) ? rng.Between(0.01, 0.05) : 0,
            NextBelow = rng.Chance(0.88),
            Curvature = rng.Chance(0.7) ? rng.Between(0.05, 0.55) : 0,
            Teeth = rng.Chance(0.2) ? (rng.Chance(0.5) ? ink : Palette.Any(rng)) : null,
            // A single tooth beside each digit reads as a 1.
            TeethPerDigit = rng.Next(2, 6),
            IndexLine = rng.Chance(0.15) ? IndexLine.Draw(rng, face, ground, ink) : null,
        };
    }
}

/// <summary>Draws the part of a wheel that its window shows.</summary>
internal static class Wheel
{
    // Ten digits around the rim: the angle from one to the next.
    private const float Step = MathF.PI / 5;

    /// <summary>Draws the wheel turned to <paramref name="position"/> (0 to 10; 3.5 is half way from 3 to 4).</summary>
    public static void Draw(SKCanvas canvas, SKRect window, WheelStyle style, double position)
    {
        canvas.Save();
        canvas.ClipRect(window, SKClipOperation.Intersect, true);
        using (var ground = Palette.Fill(style.Ground))
        {
            canvas.DrawRect(window, ground);
        }

        var nearest = (int)Math.Round(position);
        for (var k = -2; k <= 2; k++)
        {
            DrawDigit(canvas, window, style, nearest + k, (float)(nearest + k - position));
        }

        Shade(canvas, window, style);
        canvas.Restore();
    }

    private static void DrawDigit(SKCanvas canvas, SKRect window, WheelStyle style, int digit, float distance)
    {
        var angle = distance * Step * (style.NextBelow ? 1 : -1);
        var y = window.MidY + (MathF.Sin(angle) / Step * style.Pitch * window.Height);
        var glyph = style.Face.Find((char)('0' + (((digit % 10) + 10) % 10)))!;
        var bounds = glyph.Outline.Bounds;
        var height = style.DigitHeight * window.Height;
        var stretch = Math.Min(1.15f, style.DigitWidth * window.Width / (height * 0.62f));
        using var paint = Palette.Fill(style.Ink);
        if (style.Bold > 0)
        {
            paint.Style = SKPaintStyle.StrokeAndFill;
            paint.StrokeWidth = style.Bold;
        }

        canvas.Save();
        canvas.Translate(window.MidX, y);
        canvas.Scale(1, MathF.Cos(angle));
        DrawMarks(canvas, window, style);
        canvas.Translate(-bounds.MidX * height * stretch, height / 2);
        canvas.Scale(height * stretch, height);
        canvas.DrawPath(glyph.Outline, paint);
        canvas.Restore();
    }

    private static void DrawMarks(SKCanvas canvas, SKRect window, WheelStyle style)
    {
        if (style.Teeth is { } color)
        {
            using var paint = Palette.Fill(color);
            var pitch = style.Pitch * window.Height / style.TeethPerDigit;
            for (var i = 0; i < style.TeethPerDigit; i++)
            {
                var middle = (i - ((style.TeethPerDigit - 1) / 2f)) * pitch;
                canvas.DrawRect(
                    window.Width * 0.38f,
                    middle - (pitch * 0.25f),
                    window.Width * 0.14f,
                    pitch * 0.5f,
                    paint
                );
            }
        }

        style.IndexLine?.Draw(canvas, window, style.DigitHeight * window.Height);
    }

    private static void Shade(SKCanvas canvas, SKRect window, WheelStyle style)
    {
        if (style.Curvature <= 0)
        {
            return;
        }

        var edge = SKColors.Black.WithAlpha((byte)(255 * style.Curvature));
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, window.Top),
            new SKPoint(0, window.Bottom),
            [edge, SKColors.Transparent, SKColors.Transparent, edge],
            [0, 0.3f, 0.7f, 1],
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(window, paint);
    }
}
