using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Colours and faults of an electronic display, and the way it draws one cell.</summary>
internal sealed class DisplayLook
{
    private readonly SKColor _lit;
    private readonly SKColor _ghost;
    private readonly float _glow;
    private readonly SKPoint _shadow;
    private readonly byte _shadowStrength;
    private readonly byte _core;

    private DisplayLook(Random rng, SKColor ground, SKColor lit, double ghost, bool glows)
    {
        Ground = ground;
        _lit = lit;
        _ghost = lit.WithAlpha((byte)(255 * ghost));
        _glow = glows && rng.Chance(0.6) ? rng.Between(0.03, 0.12) : 0;
        _core = (byte)(glows && rng.Chance(0.35) ? rng.Between(100, 255) : 0);
        if (!glows && rng.Chance(0.35))
        {
            _shadow = new SKPoint(rng.Between(-0.06, 0.06), rng.Between(0, 0.07));
            _shadowStrength = (byte)rng.Between(20, 90);
        }
    }

    /// <summary>Colour of the panel behind the characters.</summary>
    public SKColor Ground { get; }

    /// <summary>Colour of what is lit, for text beside the digits.</summary>
    public SKColor Ink => _lit;

    /// <summary>
    /// A passive display: dark on grey, green, yellow or blue-green, sometimes light on blue or black.
    /// </summary>
    public static DisplayLook Lcd(Random rng)
    {
        var ghost = rng.Chance(0.4) ? rng.Between(0.03, 0.16) : 0;
        if (rng.Chance(0.15))
        {
            var ground = Palette.Hsv(
                rng.Chance(0.6) ? rng.Between(195, 245) : rng.Between(0, 360),
                rng.Between(0.4, 1),
                rng.Between(0.1, 0.6)
            );
            return new DisplayLook(rng, ground, Palette.Apart(rng, ground, Palette.Light, 0.3f), ghost, false);
        }

        var hue = rng.Weighted(4, 3, 1, 1, 1) switch
        {
            0 => rng.Between(60, 110),
            1 => rng.Between(40, 220),
            2 => rng.Between(165, 195),
            3 => rng.Between(25, 50),
            _ => rng.Between(195, 235),
        };
        var panel = Palette.Hsv(
            hue,
            rng.Chance(0.7) ? rng.Between(0, 0.25) : rng.Between(0.2, 0.9),
            rng.Between(0.45, 0.97)
        );
        var ink = Palette.Apart(rng, panel, Faded, 0.18f);
        return new DisplayLook(rng, panel, ink, Palette.Distance(ink, panel) > 0.3f ? ghost : 0, false);

        SKColor Faded(Random random) =>
            Palette.Mix(
                Palette.Hsv(random.Between(180, 270), random.Between(0, 0.5), random.Between(0.02, 0.35)),
                panel,
                random.Chance(0.3) ? random.Between(0.2, 0.6) : random.Between(0, 0.25)
            );
    }

    /// <summary>
    /// A passive display without light of its own, behind a dark window: black on little more than black.
    /// </summary>
    public static DisplayLook Dim(Random rng)
    {
        var ground = Palette.Hsv(rng.Between(40, 220), rng.Between(0, 0.25), rng.LogBetween(0.13, 0.55));
        var ink = Palette.Mix(SKColors.Black, ground, rng.Between(0, 0.45));
        return new DisplayLook(rng, ground, ink, rng.Chance(0.5) ? rng.Between(0.02, 0.12) : 0, false);
    }

    /// <summary>A glowing display: red, green, amber, blue or white on black.</summary>
    public static DisplayLook Led(Random rng)
    {
        var hue = rng.Weighted(5, 3, 2, 2, 2) switch
        {
            0 => rng.Between(-10, 14),
            1 => rng.Between(95, 165),
            2 => rng.Between(25, 50),
            3 => rng.Between(185, 235),
            _ => rng.Between(0, 360),
        };
        var lit = Palette.Hsv(hue, rng.Chance(0.3) ? rng.Between(0, 0.5) : rng.Between(0.5, 1), rng.Between(0.75, 1));
        var ground = rng.Chance(0.75)
            ? Palette.Hsv(hue, rng.Between(0, 0.6), rng.Between(0, 0.14))
            : Palette.Hsv(hue, rng.Between(0, 0.9), rng.Between(0.1, 0.35));
        lit = !Palette.IsLegible(lit, ground, 0.25f) ? Palette.Mix(lit, SKColors.White, 0.5) : lit;
        return new DisplayLook(rng, ground, lit, rng.Chance(0.4) ? rng.Between(0.03, 0.13) : 0, true);
    }

    /// <summary>Draws one cell with its left top corner at (x, y).</summary>
    public void DrawCell(SKCanvas canvas, CellFace face, char character, float x, float y, float height)
    {
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(height);
        if (_ghost.Alpha > 0 && face.Ghost is { } ghost)
        {
            Fill(canvas, ghost, _ghost);
        }

        using var shape = new SKPath(face.Shape(character));
        DrawShape(canvas, shape);
        canvas.Restore();
    }

    /// <summary>Draws a lit round or square point.</summary>
    public void DrawPoint(SKCanvas canvas, float x, float y, float radius, bool round)
    {
        using var path = new SKPath();
        if (round)
        {
            path.AddCircle(x, y, radius);
        }
        else
        {
            path.AddRect(SKRect.Create(x - radius, y - radius, 2 * radius, 2 * radius));
        }

        DrawShape(canvas, path);
    }

    private void DrawShape(SKCanvas canvas, SKPath shape)
    {
        if (_glow > 0)
        {
            using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, _glow);
            using var halo = Palette.Fill(_lit.WithAlpha(150));
            halo.MaskFilter = blur;
            canvas.DrawPath(shape, halo);
        }

        if (_shadowStrength > 0)
        {
            // The crystal floats above its reflector and casts a second, paler digit.
            canvas.Save();
            canvas.Translate(_shadow.X, _shadow.Y);
            Fill(canvas, shape, _lit.WithAlpha(_shadowStrength));
            canvas.Restore();
        }

        Fill(canvas, shape, _lit);
        if (_core > 0)
        {
            // Overdriven: the middle of a bright stroke turns white, its edge keeps the colour.
            using var rim = Palette.Pen(_lit, 0.035f);
            Fill(canvas, shape, SKColors.White.WithAlpha(_core));
            canvas.DrawPath(shape, rim);
        }
    }

    private static void Fill(SKCanvas canvas, SKPath path, SKColor color)
    {
        using var paint = Palette.Fill(color);
        canvas.DrawPath(path, paint);
    }
}
