using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>What a picture of <see cref="Scenery"/> may show.</summary>
[Flags]
internal enum ScenerySubject
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A rough surface: concrete, wood, rust, leaves.</summary>
    Surface = 1,

    /// <summary>Pipes with flanges.</summary>
    Pipes = 2,

    /// <summary>Ribs of a radiator, louvres, a grating.</summary>
    Ribs = 4,

    /// <summary>Sky, ground and a building.</summary>
    Outdoors = 8,

    /// <summary>Cables on a wall.</summary>
    Cables = 16,

    /// <summary>A plate with a word.</summary>
    Sign = 32,

    /// <summary>A plate with bolts.</summary>
    Bolts = 64,

    /// <summary>Fingers before the lens.</summary>
    Fingers = 128,
}

/// <summary>Pictures of what surrounds instruments, for a camera that looks past them.</summary>
internal static class Scenery
{
    private static readonly ScenerySubject[] Subjects =
    [
        .. Enum.GetValues<ScenerySubject>().Where(subject => subject != ScenerySubject.None),
    ];

    // No digits, and no letters alone.
    private static readonly string[] Words =
    [
        "DANGER",
        "EXIT",
        "PUSH",
        "CAUTION",
        "KEEP CLEAR",
        "HIGH VOLTAGE",
        "GAS",
        "WATER",
        "PUMP",
        "VALVE",
        "TEST",
    ];

    /// <summary>Draws one; the receiver disposes it.</summary>
    /// <param name="rng">Everything about it.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="avoid">Subjects that it does not show.</param>
    public static SKBitmap Draw(Random rng, int width, int height, ScenerySubject avoid)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        ScenerySubject subject;
        do
        {
            subject = rng.PickFrom(Subjects);
        } while (avoid.HasFlag(subject));

        SceneryBackground.Draw(rng, canvas, width, height);
        switch (subject)
        {
            case ScenerySubject.Pipes:
                Metalwork.DrawPipes(rng, canvas, width, height);
                break;
            case ScenerySubject.Ribs:
                Metalwork.DrawRibs(rng, canvas, width, height);
                break;
            case ScenerySubject.Outdoors:
                DrawOutdoors(rng, canvas, width, height);
                break;
            case ScenerySubject.Cables:
                DrawCables(rng, canvas, width, height);
                break;
            case ScenerySubject.Sign:
                DrawSign(rng, canvas, width, height);
                break;
            case ScenerySubject.Bolts:
                Metalwork.DrawBolts(rng, canvas, width, height);
                break;
            case ScenerySubject.Fingers:
                DrawFingers(rng, canvas, width, height);
                break;
        }

        canvas.Flush();
        return bitmap;
    }

    private static void DrawOutdoors(Random rng, SKCanvas canvas, int width, int height)
    {
        var horizon = rng.Between(0.25, 0.8) * height;
        using (var sky = Palette.Fill(SKColors.White))
        {
            var zenith = Palette.Hsv(rng.Between(195, 230), rng.Between(0.1, 0.7), rng.Between(0.5, 1));
            SKColor[] colours = [zenith, Palette.Mix(zenith, SKColors.White, 0.7f)];
            using var fading = SKShader.CreateLinearGradient(
                default,
                new SKPoint(0, horizon),
                colours,
                SKShaderTileMode.Clamp
            );
            sky.Shader = fading;
            canvas.DrawRect(0, 0, width, horizon, sky);
        }

        var count = rng.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            using var wall = Palette.Fill(Palette.Grey(rng, 0.1, 0.9));
            var (x, h) = (rng.Between(-0.1, 0.9) * width, rng.Between(0.1, 0.7) * horizon);
            canvas.DrawRect(x, horizon - h, rng.Between(0.1, 0.5) * width, h, wall);
        }
    }

    private static void DrawCables(Random rng, SKCanvas canvas, int width, int height)
    {
        var count = rng.Next(1, 6);
        for (var i = 0; i < count; i++)
        {
            using var cable = new SKPath();
            cable.MoveTo(Anywhere());
            cable.CubicTo(Anywhere(), Anywhere(), Anywhere());
            var thick = rng.LogBetween(0.02, 0.1) * Math.Min(width, height);
            using var pen = Palette.Pen(Palette.Any(rng), thick, SKStrokeCap.Round);
            canvas.DrawPath(cable, pen);
        }

        SKPoint Anywhere() => new(rng.Between(-0.4, 1.4) * width, rng.Between(-0.4, 1.4) * height);
    }

    private static void DrawSign(Random rng, SKCanvas canvas, int width, int height)
    {
        var plate = rng.Chance(0.5) ? Palette.Hsv(rng.Between(45, 58), 0.9, 0.95) : Palette.Light(rng);
        var ink = Palette.Apart(rng, plate, any => any.Chance(0.5) ? Palette.Dark(any) : Palette.Red(any));
        var area = new SKRect(0.08f * width, 0.15f * height, 0.92f * width, 0.85f * height);
        canvas.RotateDegrees(rng.Between(-10, 10), area.MidX, area.MidY);
        using var fill = Palette.Fill(plate);
        canvas.DrawRoundRect(area, 0.05f * width, 0.05f * width, fill);
        using var pen = Palette.Pen(ink, 0.02f * width);
        canvas.DrawRoundRect(area, 0.05f * width, 0.05f * width, pen);
        var word = rng.PickFrom(Words);
        using var letters = Palette.Fill(ink);
        var size = Math.Min(0.4f * area.Height, 1.1f * area.Width / word.Length);
        StrokeFace.Draw(rng, 0.09, 0.17).DrawCentred(canvas, word, area.MidX, area.MidY, size, letters);
    }

    private static void DrawFingers(Random rng, SKCanvas canvas, int width, int height)
    {
        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, rng.Between(0.02, 0.08) * width);
        canvas.RotateDegrees(rng.Between(-40, 40), width / 2f, height / 2f);
        var skin = Palette.Hsv(rng.Between(8, 30), rng.Between(0.25, 0.65), rng.Between(0.25, 0.95));
        for (var i = rng.Next(1, 4); i > 0; i--)
        {
            using var finger = Palette.Fill(Palette.Near(rng, skin, 0.25));
            finger.MaskFilter = blur;
            var thick = rng.Between(0.25, 0.6) * width;
            var (x, y) = (rng.Between(-0.2, 0.8) * width, rng.Between(-0.6, 0.4) * height);
            canvas.DrawRoundRect(x, y, thick, 2f * height, thick / 2, thick / 2, finger);
        }
    }
}
