using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>A row of one to six indicator lamps, each lit or off.</summary>
internal sealed class LampFrames(FrameFonts fonts) : IInstrument
{
    private static readonly string[] Names = ["red", "green", "yellow", "blue", "white"];

    public UnreadableTraits Unreadable { get; } =
        new()
        {
            SurvivesBlur = true, // lamps are recognized however blurred they are
            Avoid = ScenerySubject.Bolts,
        };

    public Drawing Draw(Random rng)
    {
        var count = rng.Next(1, 7);
        var colors = Enumerable.Range(0, count).Select(_ => rng.Weighted(5, 5, 4, 2, 2)).ToArray();
        if (rng.Chance(0.25))
        {
            Array.Fill(colors, colors[0]);
        }

        var lit = colors.Select(_ => rng.Chance(0.5)).ToArray();
        var make = new Make(rng);
        var pitch = 1 + make.Gap;
        var (above, below) = (rng.Between(0.15, 0.7), rng.Between(0.15, 0.7));
        var crop = new SKRect(
            -0.5f - rng.Between(0.1, 0.4),
            -0.5f - above,
            ((count - 1) * pitch) + 0.5f + rng.Between(0.1, 0.4),
            0.5f + below
        );
        var viewpoint = new Viewpoint
        {
            LongSide = (Math.Max(48, count * 24), 224),
            Margin = (0, 0.06),
            Rotation = 6,
            Perspective = 0.04,
        };
        var view = viewpoint.Place(rng, crop);
        var bitmap = view.Render(
            make.Panel,
            canvas =>
            {
                for (var i = 0; i < count; i++)
                {
                    canvas.Save();
                    canvas.Translate(i * pitch, 0);
                    DrawLabel(rng, canvas, make, above, below);
                    DrawLamp(rng, canvas, make, colors[i], lit[i]);
                    canvas.Restore();
                }
            }
        );
        var answer = string.Join(' ', colors.Select((c, i) => lit[i] ? Names[c] : "off"));
        return new Drawing(bitmap, answer, Scoring.Exact, view.Scale * 0.8f)
        {
            ColourMatters = true,
            BrightnessMatters = true,
        };
    }

    private void DrawLabel(Random rng, SKCanvas canvas, Make make, float above, float below)
    {
        if (!make.HasLabels)
        {
            return;
        }

        using var ink = Palette.Fill(Palette.Brightness(make.Panel) > 0.5 ? SKColors.Black : SKColors.White);
        var text = SmallPrint.Draw(rng);
        var face = fonts.TextFace(rng);
        var y = below >= above ? 0.5f + (below * 0.5f) : -0.5f - (above * 0.5f);
        face.DrawCentred(canvas, text, 0, y, 0.16f, ink, Math.Min(1, (0.9f + make.Gap) / (face.Measure(text) * 0.16f)));
    }

    private static void DrawLamp(Random rng, SKCanvas canvas, Make make, int color, bool lit)
    {
        var hue = color switch
        {
            0 => rng.Between(-8, 8),
            1 => rng.Between(95, 150),
            2 => rng.Between(38, 58),
            3 => rng.Between(205, 238),
            _ => rng.Between(0, 360),
        };
        var saturation = color == 4 ? rng.Between(0, 0.06) : rng.Between(0.75, 1);
        using var ring = Palette.Fill(make.Ring);
        Shape(canvas, make, 0.5f, ring);
        if (lit)
        {
            DrawGlow(rng, canvas, make, Palette.Hsv(hue, saturation, 1));
            return;
        }

        // Off: the coloured cap without light, or a clear lens whatever its colour.
        var cap =
            make.ClearLens || color == 4
                ? Palette.Grey(rng, 0.15, make.ClearLens ? 0.45 : 0.4)
                : Palette.Hsv(hue, rng.Between(0.35, 0.9), rng.Between(0.1, 0.3));
        using var paint = Palette.Fill(cap);
        Shape(canvas, make, make.Lens, paint);
        if (rng.Chance(0.5))
        {
            using var shine = Palette.Fill(SKColors.White.WithAlpha((byte)rng.Between(20, 90)));
            canvas.DrawOval(-make.Lens * 0.35f, -make.Lens * 0.4f, make.Lens * 0.25f, make.Lens * 0.15f, shine);
        }
    }

    private static void DrawGlow(Random rng, SKCanvas canvas, Make make, SKColor color)
    {
        if (make.Halo > 0)
        {
            using var halo = SKShader.CreateRadialGradient(
                default,
                0.5f + make.Halo,
                [color.WithAlpha(200), color.WithAlpha(90), color.WithAlpha(0)],
                [0.3f, 0.6f, 1],
                SKShaderTileMode.Clamp
            );
            using var glow = new SKPaint { Shader = halo };
            canvas.DrawRect(
                SKRect.Create(-0.5f - make.Halo, -0.5f - make.Halo, 1 + (2 * make.Halo), 1 + (2 * make.Halo)),
                glow
            );
        }

        var edge = Palette.Mix(color, SKColors.Black, rng.Between(0, 0.25));
        var core = Palette.Mix(color, SKColors.White, make.Core);
        using var lens = SKShader.CreateRadialGradient(
            new SKPoint(rng.Between(-0.05, 0.05), rng.Between(-0.05, 0.05)),
            make.Lens,
            [core, color, edge],
            [0, rng.Between(0.4, 0.8), 1],
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = lens, IsAntialias = true };
        Shape(canvas, make, make.Lens, paint);
    }

    private static void Shape(SKCanvas canvas, Make make, float radius, SKPaint paint)
    {
        var area = new SKRect(-radius, -radius * make.Flatness, radius, radius * make.Flatness);
        if (make.Round)
        {
            canvas.DrawOval(area, paint);
        }
        else
        {
            canvas.DrawRoundRect(area, radius * make.Corner, radius * make.Corner, paint);
        }
    }

    /// <summary>What the lamps of one panel share, in lamp diameters.</summary>
    private sealed class Make
    {
        public Make(Random rng)
        {
            Panel = rng.Chance(0.75)
                ? Palette.Grey(rng, 0.05, 0.9)
                : Palette.Hsv(rng.Between(0, 360), rng.Between(0.1, 0.5), rng.Between(0.1, 0.7));
            Ring = rng.Chance(0.3) ? Panel : Palette.Grey(rng, 0.05, 0.85);
            Gap = rng.Between(0.15, 1.1);
            Lens = rng.Between(0.32, 0.47);
            Round = rng.Chance(0.7);
            Corner = rng.Between(0, 0.5);
            Flatness = rng.Chance(0.75) ? 1 : rng.Between(0.45, 0.9);
            Halo = rng.Chance(0.65) ? rng.Between(0.06, 0.45) : 0;
            // Without glow only a bright middle tells a lit lens from a coloured one.
            Core = rng.Between(Halo > 0.15 ? 0.1 : 0.35, 0.9);
            ClearLens = rng.Chance(0.25);
            HasLabels = rng.Chance(0.4);
        }

        public SKColor Panel { get; }

        public SKColor Ring { get; }

        public float Gap { get; }

        public float Lens { get; }

        public bool Round { get; }

        public float Corner { get; }

        public float Flatness { get; }

        public float Halo { get; }

        /// <summary>How white the middle of a lit lens is.</summary>
        public float Core { get; }

        public bool ClearLens { get; }

        public bool HasLabels { get; }
    }
}
