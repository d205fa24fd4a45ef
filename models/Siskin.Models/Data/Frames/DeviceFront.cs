using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The fronts of devices around a counter or a display: the round face of a water meter with its sub-dials, and the
/// case of an electricity meter with its lettering. What is drawn here is no reading and hides none.
/// </summary>
/// <param name="fonts">Faces for what is written on them.</param>
internal sealed class DeviceFront(FrameFonts fonts)
{
    /// <summary>
    /// Draws the round face of a meter whose window is <paramref name="window"/>, which the caller fills afterwards.
    /// </summary>
    /// <param name="rng">Everything about it.</param>
    /// <param name="canvas">Where the window is upright.</param>
    /// <param name="window">The window of the counter; about three times as wide as high, or more.</param>
    /// <returns>The bounds of the housing.</returns>
    public SKRect DrawRound(Random rng, SKCanvas canvas, SKRect window)
    {
        var radius = window.Width * rng.LogBetween(0.6, 1.05);
        // The window stands in the middle of the face or above it.
        var middle = new SKPoint(
            window.MidX + (rng.Between(-0.06, 0.06) * radius),
            window.MidY + (rng.Between(-0.05, 0.45) * radius)
        );
        var housing = radius * rng.Between(1.04, 1.4);
        var ground = rng.Chance(0.85) ? Palette.Light(rng) : Palette.Grey(rng, 0.3, 0.9);
        var ink = Palette.Apart(rng, ground, any => any.Chance(0.8) ? Palette.Dark(any) : Palette.Any(any), 0.3f);
        using (var ring = Palette.Fill(rng.Chance(0.5) ? Palette.Grey(rng, 0.05, 0.9) : Palette.Any(rng)))
            canvas.DrawCircle(middle, housing, ring);
        using (var face = Palette.Fill(ground))
            canvas.DrawCircle(middle, radius, face);
        if (rng.Chance(0.4))
        {
            using var line = Palette.Pen(rng.Chance(0.5) ? ink : Palette.Red(rng), radius * rng.Between(0.01, 0.05));
            canvas.DrawCircle(middle, radius * rng.Between(0.9, 0.98), line);
        }

        var taken = new List<SKRect> { SKRect.Inflate(window, 0.04f * window.Width, 0.15f * window.Height) };
        DrawSubDials(rng, canvas, middle, radius, ground, ink, taken);
        for (var lines = rng.Next(1, 9); lines > 0; lines--)
        {
            var height = radius * rng.LogBetween(0.05, 0.13);
            var at = new SKPoint(
                middle.X + (rng.Between(-0.6, 0.4) * radius),
                middle.Y + (rng.Between(-0.8, 0.85) * radius)
            );
            Write(rng, canvas, at, height, radius * 0.6f, ink, taken);
        }

        return SKRect.Create(middle.X - housing, middle.Y - housing, 2 * housing, 2 * housing);
    }

    /// <summary>Draws a case with lettering, bar codes, lamps and buttons around a window.</summary>
    /// <param name="rng">Everything about it.</param>
    /// <param name="canvas">Where the window is upright.</param>
    /// <param name="window">The window of the counter or display.</param>
    /// <returns>The bounds of the case.</returns>
    public SKRect DrawCase(Random rng, SKCanvas canvas, SKRect window)
    {
        var outer = new SKRect(
            window.Left - (rng.LogBetween(0.08, 0.9) * window.Width),
            window.Top - (rng.LogBetween(0.15, 3) * window.Height),
            window.Right + (rng.LogBetween(0.08, 0.9) * window.Width),
            window.Bottom + (rng.LogBetween(0.15, 6) * window.Height)
        );
        var ground =
            rng.Chance(0.55) ? Palette.Light(rng)
            : rng.Chance(0.7) ? Palette.Grey(rng, 0.03, 0.8)
            : Palette.Any(rng);
        var ink = Palette.Apart(rng, ground, any => any.Chance(0.8) ? Palette.Dark(any) : Palette.Any(any), 0.3f);
        using (var fill = Palette.Fill(ground))
        {
            var corner = rng.Between(0, 0.3) * window.Height;
            canvas.DrawRoundRect(outer, corner, corner, fill);
        }

        var taken = new List<SKRect> { SKRect.Inflate(window, 0.04f * window.Width, 0.15f * window.Height) };
        if (rng.Chance(0.5))
        {
            // The pane or frame that the window is set into.
            var pane = SKRect.Inflate(
                window,
                rng.Between(0.02, 0.12) * window.Width,
                rng.Between(0.05, 0.5) * window.Height
            );
            using var fill = Palette.Fill(rng.Chance(0.6) ? Palette.Dark(rng) : Palette.Near(rng, ground, 0.4));
            canvas.DrawRect(pane, fill);
            taken.Add(pane);
        }

        for (var things = rng.Next(2, 14); things > 0; things--)
        {
            var height = window.Height * rng.LogBetween(0.12, 0.5);
            var at = new SKPoint(rng.Between(outer.Left, outer.Right), rng.Between(outer.Top + height, outer.Bottom));
            switch (rng.Weighted(8, 1, 2))
            {
                case 0:
                    Write(rng, canvas, at, height, Math.Min(outer.Right - at.X, window.Width), ink, taken);
                    break;
                case 1:
                    DrawBarCode(rng, canvas, SKRect.Create(at.X, at.Y - height, window.Width * 0.5f, height), taken);
                    break;
                default:
                    DrawKnob(rng, canvas, at, height / 2, taken);
                    break;
            }
        }

        return outer;
    }

    private static void DrawSubDials(
        Random rng,
        SKCanvas canvas,
        SKPoint middle,
        float radius,
        SKColor ground,
        SKColor ink,
        List<SKRect> taken
    )
    {
        var count = rng.Weighted(3, 2, 2, 3, 3);
        var own = radius * rng.Between(0.12, 0.22);
        var away = radius * rng.Between(0.5, 0.7);
        var first = rng.Between(10, 60);
        var printed = rng.Chance(0.7) ? Palette.Red(rng) : ink;
        for (var i = 0; i < count; i++)
        {
            var angle = (first + ((180 - (2 * first)) * (count == 1 ? 0.5f : i / (count - 1f)))) * MathF.PI / 180;
            var at = new SKPoint(middle.X + (MathF.Cos(angle) * away), middle.Y + (MathF.Sin(angle) * away));
            if (!Take(taken, SKRect.Create(at.X - own, at.Y - own, 2 * own, 2 * own)))
                continue;
            using var pen = Palette.Pen(printed, own * rng.Between(0.05, 0.14));
            canvas.DrawCircle(at, own * 0.95f, pen);
            for (var tick = 0; tick < 10; tick++)
            {
                var (sin, cos) = MathF.SinCos(tick * MathF.PI / 5);
                canvas.DrawLine(
                    at.X + (sin * own * 0.75f),
                    at.Y - (cos * own * 0.75f),
                    at.X + (sin * own * 0.95f),
                    at.Y - (cos * own * 0.95f),
                    pen
                );
            }

            canvas.Save();
            canvas.Translate(at.X, at.Y);
            canvas.Scale(own * 0.8f);
            SubDialPointer.Draw(rng, canvas, rng.Between(0, 360), ground);
            canvas.Restore();
        }

        if (!rng.Chance(0.5))
            return;
        // The star that turns with the flow.
        var star = radius * rng.Between(0.06, 0.14);
        var place = new SKPoint(
            middle.X + (rng.Between(-0.4, 0.4) * radius),
            middle.Y + (rng.Between(0, 0.5) * radius)
        );
        if (!Take(taken, SKRect.Create(place.X - star, place.Y - star, 2 * star, 2 * star)))
            return;
        using var points = Palette.Pen(rng.Chance(0.6) ? Palette.Red(rng) : ink, star * 0.35f, SKStrokeCap.Round);
        for (var arm = 0; arm < 6; arm++)
        {
            var (sin, cos) = MathF.SinCos((arm * MathF.PI / 3) + first);
            canvas.DrawLine(place.X, place.Y, place.X + (sin * star), place.Y + (cos * star), points);
        }
    }

    private void Write(
        Random rng,
        SKCanvas canvas,
        SKPoint at,
        float height,
        float room,
        SKColor colour,
        List<SKRect> taken
    )
    {
        if (room < height)
            return;
        using var ink = Palette.Fill(Palette.Near(rng, colour, 0.3));
        var text = SmallPrint.Draw(rng);
        // Letters are about two thirds as wide as high.
        var letters = Math.Clamp((int)(room / (0.66f * height)), 1, text.Length);
        var width = letters * 0.66f * height;
        if (Take(taken, SKRect.Create(at.X, at.Y - height, width, height)))
            fonts.TextFace(rng).Draw(canvas, text[..letters], at.X, at.Y, height, ink);
    }

    private static void DrawBarCode(Random rng, SKCanvas canvas, SKRect place, List<SKRect> taken)
    {
        if (!Take(taken, place))
            return;
        using var paper = Palette.Fill(SKColors.White);
        canvas.DrawRect(place, paper);
        using var bars = Palette.Fill(SKColors.Black);
        for (var x = place.Left + (0.03f * place.Width); x < place.Right; x += place.Width * rng.Between(0.015, 0.05))
            canvas.DrawRect(x, place.Top, place.Width * rng.Between(0.005, 0.02), place.Height * 0.9f, bars);
    }

    private static void DrawKnob(Random rng, SKCanvas canvas, SKPoint at, float radius, List<SKRect> taken)
    {
        if (!Take(taken, SKRect.Create(at.X - radius, at.Y - radius, 2 * radius, 2 * radius)))
            return;
        using var fill = Palette.Fill(rng.Chance(0.5) ? Palette.Any(rng) : Palette.Grey(rng, 0.05, 0.95));
        if (rng.Chance(0.6))
            canvas.DrawCircle(at, radius, fill);
        else
            canvas.DrawRoundRect(at.X - radius, at.Y - (radius * 0.6f), 2 * radius, 1.2f * radius, 2, 2, fill);
    }

    private static bool Take(List<SKRect> taken, SKRect place)
    {
        if (taken.Exists(other => other.IntersectsWith(place)))
            return false;
        taken.Add(place);
        return true;
    }
}
