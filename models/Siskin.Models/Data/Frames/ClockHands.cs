using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The hands of clocks in the shapes that real ones have, tip up and the middle at the origin: all of a clock's are of
/// one kind, mostly in one colour, and with a shadow beside them now and then.
/// </summary>
internal static class ClockHands
{
    /// <summary>Draws the hands; returns the length of the hour hand.</summary>
    /// <param name="rng">Shapes, sizes and colours.</param>
    /// <param name="canvas">Face radii about the pivot.</param>
    /// <param name="ground">The colour of the face.</param>
    /// <param name="time">Where they stand.</param>
    public static float Draw(Random rng, SKCanvas canvas, SKColor ground, (int Hour, int Minute, int? Second) time)
    {
        var ink = Palette.Apart(rng, ground, rng.Chance(0.75) ? Palette.Dark : Palette.Any, 0.3f);
        var other = rng.Chance(0.15) ? Palette.Apart(rng, ground, Palette.Any, 0.3f) : ink;
        var minutes = time.Minute + ((time.Second ?? 0) / 60f);
        var minuteLength = rng.Between(0.68, 0.99);
        var hourLength = minuteLength * rng.Between(0.5, 0.8);
        var width = rng.LogBetween(0.012, 0.075);
        var hourWidth = width * rng.Between(1, 1.8);
        var tail = rng.Weighted(4, 3, 2) switch
        {
            0 => 0.02f,
            1 => rng.Between(0.04, 0.16),
            _ => rng.Between(0.15, 0.32),
        };
        var kind = rng.Next(9);
        var shadow = rng.Chance(0.3) ? new SKPoint(rng.Between(-0.04, 0.04), rng.Between(0.01, 0.05)) : SKPoint.Empty;
        if (rng.Chance(0.08)) // of an alarm
            Put(
                rng,
                canvas,
                Palette.Apart(rng, ground, Palette.Any, 0.2f),
                rng.Between(0, 360),
                rng.Between(0.3, 0.6),
                0.012f,
                0.02f,
                0,
                shadow
            );
        var hour = (time.Hour + (minutes / 60)) * 30;
        Put(rng, canvas, ink, hour, hourLength, hourWidth, tail * rng.Between(0.6, 1), kind, shadow);
        Put(rng, canvas, other, minutes * 6, minuteLength, width, tail, kind, shadow);
        if (time.Second is { } second)
            DrawSecond(rng, canvas, ground, second * 6, shadow);
        using var hub = Palette.Fill(rng.Chance(0.7) ? ink : Palette.Any(rng));
        canvas.DrawCircle(0, 0, rng.LogBetween(0.02, 0.12), hub);
        return hourLength;
    }

    private static void DrawSecond(Random rng, SKCanvas canvas, SKColor ground, float degrees, SKPoint shadow)
    {
        var thin = Palette.Apart(rng, ground, rng.Chance(0.55) ? Palette.Red : Palette.Dark, 0.2f);
        var (length, half, tail) = (rng.Between(0.6, 0.98), rng.LogBetween(0.006, 0.02), rng.Between(0.05, 0.35));
        Put(rng, canvas, thin, degrees, length, half, tail, rng.Pick(0, 0, 1), shadow);
        if (rng.Chance(0.4))
            Disc(canvas, thin, degrees, -tail, rng.Between(0.02, 0.06));
        else if (rng.Chance(0.2))
            Disc(canvas, thin, degrees, length * rng.Between(0.6, 0.85), rng.Between(0.03, 0.07));
    }

    private static void Disc(SKCanvas canvas, SKColor ink, float degrees, float at, float radius)
    {
        using var fill = Palette.Fill(ink);
        var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
        canvas.DrawCircle(sin * at, -cos * at, radius, fill);
    }

    private static void Put(
        Random rng,
        SKCanvas canvas,
        SKColor ink,
        float degrees,
        float length,
        float half,
        float tail,
        int kind,
        SKPoint shadow
    )
    {
        using var path = Shape(length, half, tail, kind);
        using var fill = Palette.Fill(ink);
        if (shadow != SKPoint.Empty)
        {
            using var dark = Palette.Fill(SKColors.Black.WithAlpha(70));
            Draw(canvas, path, dark, degrees, shadow);
        }

        Draw(canvas, path, fill, degrees, SKPoint.Empty);
        if (kind is 1 or 4 && half > 0.03f && rng.Chance(0.4))
        {
            using var inlay = Palette.Fill(rng.Chance(0.6) ? Palette.Light(rng) : Palette.Any(rng));
            using var inner = Shape(length * 0.92f, half * 0.45f, -length * 0.3f, 0);
            Draw(canvas, inner, inlay, degrees, SKPoint.Empty);
        }
    }

    private static void Draw(SKCanvas canvas, SKPath path, SKPaint paint, float degrees, SKPoint at)
    {
        canvas.Save();
        canvas.Translate(at);
        canvas.RotateDegrees(degrees);
        canvas.DrawPath(path, paint);
        canvas.Restore();
    }

    private static SKPath Shape(float length, float half, float tail, int kind)
    {
        var path = new SKPath { FillType = SKPathFillType.EvenOdd };
        switch (kind)
        {
            case 0: // baton
                path.AddRect(new SKRect(-half / 2, -length, half / 2, tail));
                break;
            case 1: // wedge towards the tip
                path.AddPoly([new(-half, tail), new(half, tail), new(half / 7, -length), new(-half / 7, -length)]);
                break;
            case 2: // lozenge, widest near the pivot
                path.AddPoly([new(0, tail), new(half, -length * 0.25f), new(0, -length), new(-half, -length * 0.25f)]);
                break;
            case 3: // spade before the tip
                path.AddRect(new SKRect(-half * 0.3f, -length, half * 0.3f, tail));
                path.AddPoly([
                    new(0, -length),
                    new(half * 1.2f, -length * 0.72f),
                    new(0, -length * 0.6f),
                    new(-half * 1.2f, -length * 0.72f),
                ]);
                path.FillType = SKPathFillType.Winding;
                break;
            case 4: // sword, widest towards the tip
                path.AddPoly([
                    new(-half * 0.4f, tail),
                    new(half * 0.4f, tail),
                    new(half, -length * 0.75f),
                    new(0, -length),
                    new(-half, -length * 0.75f),
                ]);
                break;
            case 5: // ring before the tip, with a hole
                path.AddRect(new SKRect(-half * 0.25f, -length * 0.62f, half * 0.25f, tail));
                path.AddCircle(0, (-length * 0.62f) - (half * 1.1f), half * 1.1f);
                path.AddCircle(0, (-length * 0.62f) - (half * 1.1f), half * 0.6f);
                path.AddPoly([
                    new(-half * 0.3f, (-length * 0.62f) - (half * 2.1f)),
                    new(half * 0.3f, (-length * 0.62f) - (half * 2.1f)),
                    new(0, -length),
                ]);
                break;
            case 6: // leaf
                path.MoveTo(0, tail);
                path.QuadTo(half * 2, -length * 0.5f, 0, -length);
                path.QuadTo(-half * 2, -length * 0.5f, 0, tail);
                break;
            case 7: // frame
                path.AddPoly([new(-half, 0), new(half, 0), new(half * 0.6f, -length), new(-half * 0.6f, -length)]);
                path.AddPoly([
                    new(-half * 0.5f, -length * 0.2f),
                    new(half * 0.5f, -length * 0.2f),
                    new(half * 0.25f, -length * 0.92f),
                    new(-half * 0.25f, -length * 0.92f),
                ]);
                break;
            default: // rod with an arrow
                path.AddRect(new SKRect(-half * 0.3f, -length * 0.85f, half * 0.3f, tail));
                path.AddPoly([new(0, -length), new(half * 1.3f, -length * 0.85f), new(-half * 1.3f, -length * 0.85f)]);
                break;
        }

        return path;
    }
}
