using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The pointers of 0-9 sub-dials in all their shapes, in dial radii, drawn pointing up from the origin.
/// </summary>
internal static class SubDialPointer
{
    private static readonly Action<Random, SKCanvas, PointerInk>[] Makes =
    [
        Teardrop,
        Iron,
        Bulb,
        Spade,
        Rod,
        Crescent,
        Plate,
        Star,
        HalfDisc,
        Slim,
        Triangle,
        Leaning,
    ];

    /// <summary>
    /// Draws a pointer turned clockwise by <paramref name="degrees"/>, in a colour other than the ground's.
    /// </summary>
    public static void Draw(Random rng, SKCanvas canvas, float degrees, SKColor ground)
    {
        var make = Makes[rng.Weighted(16, 16, 14, 15, 7, 13, 8, 14, 4, 8, 4, 6)];
        var ink = PointerInk.Draw(rng, make == Spade || make == Slim ? 0.5 : 0.12, ground);
        var shape = rng.Next();
        if (rng.Chance(0.4))
        {
            // The pointer stands above its face: first its shadow, drawn by the same numbers (a shape draws all of its
            // own before those that only its ink needs).
            using var blur = SKImageFilter.CreateBlur(0.03f, 0.03f);
            using var layer = new SKPaint { ImageFilter = blur };
            var shadow = new PointerInk(SKColors.Black.WithAlpha((byte)rng.Between(50, 120)), true);
            canvas.SaveLayer(layer);
            canvas.Translate(rng.Between(-0.09, 0.09), rng.Between(-0.02, 0.1));
            canvas.RotateDegrees(degrees);
            make(new Random(shape), canvas, shadow);
            canvas.Restore();
        }

        canvas.Save();
        canvas.RotateDegrees(degrees);
        make(new Random(shape), canvas, ink);
        canvas.Restore();
        if (rng.Chance(0.15))
        {
            using var glint = Palette.Fill(SKColors.White.WithAlpha((byte)rng.Between(60, 220)));
            canvas.DrawOval(
                rng.Between(-0.3, 0.3),
                rng.Between(-0.3, 0.3),
                rng.Between(0.02, 0.14),
                rng.Between(0.02, 0.1),
                glint
            );
        }
    }

    private static SKPath Polygon(params ReadOnlySpan<SKPoint> points)
    {
        var path = new SKPath();
        path.AddPoly(points.ToArray());
        return path;
    }

    private static void Teardrop(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (radius, length) = (rng.Between(0.24, 0.42), rng.Between(0.68, 0.98));
        // A tall pointer seen from the side: its knob lies beyond the axis.
        var below = rng.Chance(0.25) ? rng.Between(0.08, 0.5) : rng.Between(-0.02, 0.08);
        using var path = new SKPath();
        path.AddCircle(0, below, radius);
        var reach = length + below;
        var tangent = MathF.Acos(radius / reach);
        var (x, y) = (MathF.Sin(tangent) * radius, below - (MathF.Cos(tangent) * radius));
        using var tip = Polygon(new(-x, y), new(0, -length), new(x, y), new(0, below));
        ink.Fill(canvas, tip);
        ink.Fill(canvas, path);
        if (!ink.IsShadow && rng.Chance(0.25))
        {
            using var knob = Palette.Fill(Palette.Mix(ink.Color, SKColors.Orange, rng.Between(0.2, 0.6)));
            canvas.DrawPath(path, knob);
        }

        ink.Facet(rng, canvas, Polygon(new(0, below + (radius * 0.6f)), new(0, -length), new(x, y)));
    }

    // The shape of a flat iron: a broad tail, a shoulder, then straight or hollow sides to the tip.
    private static void Iron(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (width, length, tail) = (rng.Between(0.18, 0.34), rng.Between(0.65, 0.98), rng.Between(0.15, 0.4));
        var (shoulder, bend) = (rng.Between(-0.3, 0.12), rng.Between(0.3, 0.8));
        var waist = rng.Between(0.7, 1.05);
        var lean = rng.Chance(0.3) ? rng.Between(-0.06, 0.06) : 0;
        var middle = (shoulder - length) / 2;
        using var path = new SKPath();
        path.MoveTo(0, -length);
        path.QuadTo(width * bend, middle, width, shoulder);
        path.LineTo((width * waist) + lean, tail);
        path.LineTo((-width * waist) + lean, tail * rng.Between(0.8, 1.1));
        path.LineTo(-width, shoulder);
        path.QuadTo(-width * bend, middle, 0, -length);
        ink.Fill(canvas, path);
        ink.Facet(rng, canvas, Polygon(new(0, -length), new(width, shoulder), new(width * waist, tail), new(0, tail)));
        ink.Hub(rng, canvas, 0.05f, 0.25);
    }

    private static void Bulb(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (radius, length) = (rng.Between(0.26, 0.42), rng.Between(0.66, 0.96));
        var (tip, neck) = (rng.Between(0.005, 0.08), rng.Between(0.08, 0.2));
        using var path = new SKPath();
        path.AddCircle(0, 0, radius);
        using var stem = new SKPath();
        stem.MoveTo(-radius * 0.8f, -radius * 0.58f);
        stem.QuadTo(-neck, -radius * 1.05f, -tip, -length);
        stem.LineTo(tip, -length);
        stem.QuadTo(neck, -radius * 1.05f, radius * 0.8f, -radius * 0.58f);
        stem.Close();
        ink.Fill(canvas, path);
        ink.Fill(canvas, stem);
    }

    private static void Spade(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (length, hub, tail) = (rng.Between(0.72, 0.98), rng.Between(0.12, 0.24), rng.Between(0.15, 0.38));
        var (neck, head) = (rng.Between(0.03, 0.07), rng.Between(0.03, 0.11));
        var start = rng.Between(0.2, 0.4);
        var shoulder = rng.Between(0.55, 0.8) * length;
        using var path = Polygon(
            new(0, -length),
            new(head, -shoulder),
            new(neck, -start),
            new(hub, -0.05f),
            new(hub * 0.7f, tail * 0.7f),
            new(0, tail),
            new(-hub * 0.7f, tail * 0.7f),
            new(-hub, -0.05f),
            new(-neck, -start),
            new(-head, -shoulder)
        );
        ink.Fill(canvas, path);
        ink.Hub(rng, canvas, 0.07f, 0.7);
    }

    private static void Rod(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (length, width) = (rng.Between(0.55, 0.92), rng.Between(0.04, 0.1));
        var (hub, end) = (rng.Between(0.15, 0.25), width * rng.Between(0.8, 1));
        if (!ink.IsShadow && rng.Chance(0.7))
        {
            using var ring = Palette.Fill(Palette.Dark(rng));
            canvas.DrawCircle(rng.Between(-0.03, 0.03), rng.Between(-0.03, 0.03), rng.Between(0.26, 0.38), ring);
        }

        using var path = new SKPath();
        path.AddCircle(0, 0, hub);
        path.AddRect(new SKRect(-width, -length, end, 0));
        ink.Fill(canvas, path);
    }

    private static void Crescent(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (rim, hub) = (rng.Between(0.55, 1), rng.Between(0.16, 0.26));
        var moon = rim * rng.Between(0.7, 0.98);
        var (edge, length) = (rng.Between(-0.35, 0.05), rng.Between(0.4, 0.8));
        using var disc = new SKPath();
        disc.AddArc(
            new SKRect(-rim, -rim, rim, rim),
            MathF.Asin(edge / rim) * 180 / MathF.PI,
            180 - (2 * MathF.Asin(edge / rim) * 180 / MathF.PI)
        );
        disc.Close();
        ink.Fill(canvas, disc);
        if (!ink.IsShadow)
        {
            var (open, drop) = (rng.Between(20, 65), rng.Between(0, 0.1));
            using var white = Palette.Fill(rng.Chance(0.5) ? Palette.Grey(rng, 0.85, 1) : Palette.Grey(rng, 0.4, 0.9));
            var inner = hub * rng.Between(1, 1.4);
            using var ring = new SKPath();
            ring.AddArc(new SKRect(-moon, drop - moon, moon, drop + moon), -90 + open, 360 - (2 * open));
            ring.ArcTo(new SKRect(-inner, -inner, inner, inner), -90 - open, -(360 - (2 * open)), false);
            ring.Close();
            canvas.DrawPath(ring, white);
            if (rng.Chance(0.3))
            {
                // The bent-up edge catches the light.
                using var bright = Palette.Pen(Palette.Grey(rng, 0.85, 1), rng.Between(0.02, 0.06));
                canvas.DrawPath(ring, bright);
            }
        }

        using var path = new SKPath();
        path.AddCircle(0, 0, hub);
        using var tip = Polygon(new(-hub * 0.85f, -hub * 0.4f), new(0, -length), new(hub * 0.85f, -hub * 0.4f));
        ink.Fill(canvas, path);
        ink.Fill(canvas, tip);
    }

    private static void Plate(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (width, length, block) = (rng.Between(0.25, 0.42), rng.Between(0.75, 1), rng.Between(0.35, 0.5));
        var (top, bottom) = (rng.Between(-0.1, 0.12), rng.Between(0.55, 0.8));
        using var path = Polygon(
            new(0, -length),
            new(width, top),
            new(block, top),
            new(block, bottom),
            new(-block, bottom),
            new(-block, top),
            new(-width, top)
        );
        ink.Fill(canvas, path);
        if (!ink.IsShadow)
        {
            var inset = rng.Between(0.05, 0.12);
            using var plate = Palette.Fill(
                Palette.Hsv(rng.Between(40, 160), rng.Between(0, 0.45), rng.Between(0.6, 1))
            );
            canvas.DrawRoundRect(
                new SKRect(-block + inset, top + inset, block - inset, bottom - inset),
                0.05f,
                0.05f,
                plate
            );
        }
    }

    // Vanes on a spider: two pale plates, or a single one behind with coloured edges, and between them the arm that
    // points.
    private static void Star(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (rim, arm, length) = (rng.LogBetween(0.7, 1.25), rng.Between(0.015, 0.04), rng.Between(0.75, 1));
        var single = rng.Chance(0.65);
        var spread = single ? rng.Between(82, 135) : rng.Between(52, 72);
        var (wing, bend) = (Math.Min(rim, 0.95f) * rng.Between(0.25, 0.6), rng.Between(0.04, 0.1));
        var (edge, riveted) = (rng.Between(0.02, 0.1), rng.Chance(0.4));
        if (!ink.IsShadow)
        {
            using var plate = Palette.Fill(Palette.Grey(rng, single ? 0.45 : 0.75, 1));
            using var sectors = new SKPath();
            sectors.MoveTo(0, 0);
            sectors.ArcTo(new SKRect(-rim, -rim, rim, rim), -90 + spread, 360 - (2 * spread), false);
            sectors.Close();
            canvas.DrawPath(sectors, plate);
        }

        var (sin, cos) = MathF.SinCos(spread * MathF.PI / 180);
        using var tip = new SKPath();
        tip.MoveTo(0, -length);
        tip.QuadTo(bend, -0.2f, sin * wing, -cos * wing);
        tip.LineTo(0, arm * 2);
        tip.LineTo(-sin * wing, -cos * wing);
        tip.QuadTo(-bend, -0.2f, 0, -length);
        ink.Fill(canvas, tip);
        ink.Facet(rng, canvas, Polygon(new(0, -length), new(sin * wing, -cos * wing), new(0, arm * 2)));
        DrawBoss(rng, canvas, ink, single ? 0.3 : 0.1);
        using var details = new SKPath();
        details.AddCircle(0, 0, 0.06f);
        if (single)
        {
            details.AddPoly([
                new(0, 0),
                new(sin * rim, -cos * rim),
                new((sin * rim) - (cos * edge), (-cos * rim) - (sin * edge)),
                new(-cos * edge, -sin * edge),
            ]);
            details.AddPoly([
                new(0, 0),
                new(-sin * rim, -cos * rim),
                new((-sin * rim) + (cos * edge), (-cos * rim) - (sin * edge)),
                new(cos * edge, -sin * edge),
            ]);
            if (riveted)
            {
                // A little inside both edges of the plate.
                var (far, inset) = (rim * 0.82f, 0.08f);
                details.AddCircle((sin * far) + (cos * inset), (-cos * far) + (sin * inset), 0.035f);
                details.AddCircle((-sin * far) - (cos * inset), (-cos * far) + (sin * inset), 0.035f);
            }
        }
        else
        {
            details.AddRect(new SKRect(-arm * 0.5f, 0, arm * 0.5f, rim));
            details.AddCircle(0.1f, rim * 0.85f, 0.03f);
            details.AddCircle(-0.1f, rim * 0.85f, 0.03f);
            details.AddCircle(sin * rim * 0.85f, (-cos * rim * 0.85f) + 0.1f, 0.03f);
        }

        ink.Fill(canvas, details);
    }

    // Pale like the plate and above the arm, of which only the outer part is left to see.
    private static void DrawBoss(Random rng, SKCanvas canvas, PointerInk ink, double share)
    {
        if (!ink.IsShadow && rng.Chance(share))
        {
            using var boss = Palette.Fill(Palette.Grey(rng, 0.7, 1));
            canvas.DrawCircle(0, 0, rng.Between(0.12, 0.38), boss);
        }
    }

    private static void HalfDisc(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (rim, width) = (rng.Between(0.6, 0.95), rng.Between(0.1, 0.2));
        var edge = rng.Between(-0.02, 0.15);
        using var disc = new SKPath();
        var angle = MathF.Asin(edge / rim) * 180 / MathF.PI;
        disc.AddArc(new SKRect(-rim, -rim, rim, rim), angle, 180 - (2 * angle));
        disc.Close();
        ink.Fill(canvas, disc);
        using var tip = Polygon(
            new(-width, edge + 0.02f),
            new(-0.02f, -rng.Between(0.75, 0.98)),
            new(0.03f, -rng.Between(0.75, 0.98)),
            new(width, edge + 0.02f)
        );
        ink.Fill(canvas, tip);
        if (!ink.IsShadow && rng.Chance(0.6))
        {
            using var pen = Palette.Pen(SKColors.Black.WithAlpha(90), 0.02f);
            for (var r = 0.3f; r < rim; r += 0.16f)
            {
                canvas.DrawArc(new SKRect(-r, -r, r, r), 20, 140, false, pen);
            }
        }
    }

    private static void Slim(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (width, length, tail) = (rng.Between(0.03, 0.09), rng.Between(0.65, 0.98), rng.Between(0, 0.35));
        var end = rng.Chance(0.5) ? width * 0.3f : width * rng.Between(0.5, 1.2);
        using var path = Polygon(new(0, -length), new(width, 0), new(end, tail), new(-end, tail), new(-width, 0));
        path.AddCircle(0, 0, rng.Between(0.06, 0.2));
        ink.Fill(canvas, path);
        ink.Hub(rng, canvas, 0.04f, 0.5);
    }

    private static void Triangle(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (width, length, tail) = (rng.Between(0.18, 0.3), rng.Between(0.75, 1), rng.Between(0, 0.2));
        using var path = Polygon(new(0, -length), new(width, tail), new(-width, tail));
        ink.Fill(canvas, path);
        ink.Hub(rng, canvas, 0.06f, 0.3);
    }

    // A tall knob seen from far aside: it leans out over the rim behind, and of the pointer only a thin tip shows in
    // front.
    private static void Leaning(Random rng, SKCanvas canvas, PointerInk ink)
    {
        var (length, knob) = (rng.Between(0.6, 0.9), rng.Between(0.26, 0.42));
        var (away, waist) = (rng.Between(0.4, 0.95), rng.Between(0.12, 0.32));
        var foot = rng.Between(-0.25, 0.1);
        var width = rng.Between(0.06, 0.16);
        using var tip = Polygon(new(0, -length), new(width, foot), new(-width, foot));
        ink.Fill(canvas, tip);
        var body = ink;
        if (!ink.IsShadow)
        {
            using var skirt = Palette.Fill(Palette.Grey(rng, 0.3, 0.8).WithAlpha((byte)rng.Between(0, 170)));
            canvas.DrawOval(0, foot * 0.5f, rng.Between(0.25, 0.45), rng.Between(0.12, 0.3), skirt);
            body = new PointerInk(Palette.Mix(ink.Color, SKColors.OrangeRed, rng.Between(0, 0.8)), false);
        }

        using var neck = Polygon(
            new(-waist, foot),
            new(waist, foot),
            new(knob * 0.97f, away),
            new(-knob * 0.97f, away)
        );
        using var head = new SKPath();
        head.AddCircle(0, away, knob);
        body.Fill(canvas, neck);
        body.Fill(canvas, head);
        if (!ink.IsShadow && rng.Chance(0.5))
        {
            using var seam = Palette.Pen(
                Palette.Mix(body.Color, SKColors.White, rng.Between(0.2, 0.6)),
                rng.Between(0.02, 0.05)
            );
            canvas.DrawArc(new SKRect(-waist, foot - 0.1f, waist, foot + 0.1f), 0, 180, false, seam);
        }
    }
}
