using System.Globalization;
using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Sub-dials with the digits 0 to 9 around. The reading is the pointer's clockwise way from the printed zero in tenths
/// of a turn, whichever way the digits run.
/// </summary>
internal sealed class DialFrames(FrameFonts fonts) : IInstrument
{
    private static readonly string[] Factors =
    [
        "x0.1",
        "x0.01",
        "x0.001",
        "x0.0001",
        "x1",
        "x10",
        "X0.1",
        "X0.01",
        "0,001",
        "×0.1",
        "m³",
        "L",
    ];

    public Drawing Draw(Random rng)
    {
        var turns = rng.NextDouble() * 10;
        var tenths = (int)Math.Round(turns * 10) % 100;
        var face = new Face(rng);
        var reach = face.Reach * rng.Between(0.93, 1.14);
        var (x, y) = (rng.Between(-0.08, 0.08), rng.Between(-0.08, 0.08));
        var crop = new SKRect(x - reach, y - reach, x + reach, y + reach);
        var viewpoint = new Viewpoint
        {
            LongSide = (52, 180),
            Margin = (-0.02, 0.03),
            Rotation = face.HasDigits ? 12 : 2,
            Perspective = 0.05,
        };
        var view = viewpoint.Place(rng, crop);
        var bitmap = view.Render(
            face.Surroundings,
            canvas =>
            {
                DrawSurroundings(rng, canvas, face);
                DrawFace(rng, canvas, face);
                SubDialPointer.Draw(rng, canvas, (float)(turns * 36), face.Ground);
                DrawCover(rng, canvas, turns);
            }
        );
        var answer = (tenths / 10.0).ToString("0.0", CultureInfo.InvariantCulture);
        return new Drawing(bitmap, answer, new Scoring(ScoringKind.Circular, 0.3, 10), view.Scale * 0.35f)
        {
            Keypoints = Drawing.Map(Points(turns, face.Circle), view.Map),
        };
    }

    // A scale that closes at its zero.
    private static ScaleKeypoints Points(double turns, double radius)
    {
        var zero = RoundFace.At(0, radius);
        return new ScaleKeypoints(RoundFace.Pivot, zero, zero, RoundFace.At(turns * 36, radius));
    }

    private void DrawFace(Random rng, SKCanvas canvas, Face face)
    {
        using (var ground = Palette.Fill(face.Ground))
        {
            canvas.DrawCircle(0, 0, face.Rim, ground);
        }

        if (rng.Chance(0.7))
        {
            using var pen = Palette.Pen(face.Ink, rng.Between(0.015, 0.06));
            canvas.DrawCircle(0, 0, face.Circle, pen);
        }

        DrawTicks(rng, canvas, face);
        if (!face.HasDigits)
        {
            return;
        }

        var lettering = fonts.TextFace(rng);
        using var ink = Palette.Fill(face.Ink);
        if (rng.Chance(0.3))
        {
            ink.Style = SKPaintStyle.StrokeAndFill;
            ink.StrokeWidth = rng.Between(0.01, 0.06);
        }

        for (var digit = 0; digit < 10; digit++)
        {
            var angle = (face.Clockwise ? digit : 10 - digit) * MathF.PI / 5;
            lettering.DrawCentred(
                canvas,
                digit.ToString(CultureInfo.InvariantCulture),
                MathF.Sin(angle) * face.DigitRadius,
                -MathF.Cos(angle) * face.DigitRadius,
                face.DigitHeight,
                ink,
                face.Stretch
            );
        }
    }

    private static void DrawTicks(Random rng, SKCanvas canvas, Face face)
    {
        if (face.MajorLength <= 0)
        {
            return;
        }

        using var major = Palette.Pen(face.Ink, rng.Between(0.02, 0.08));
        using var minor = Palette.Pen(face.Ink, rng.Between(0.012, 0.03));
        var parts = rng.Weighted(4, 3, 2, 2) switch
        {
            0 => 1,
            1 => 2,
            2 => 5,
            _ => 10,
        };
        var minorLength = face.MajorLength * rng.Between(0.4, 0.8);
        using var majors = new SKPath();
        using var minors = new SKPath();
        for (var i = 0; i < 10 * parts; i++)
        {
            var angle = i * MathF.PI / 5 / parts;
            var (sin, cos) = MathF.SinCos(angle);
            var length = i % parts == 0 ? face.MajorLength : minorLength;
            var (from, to) = (face.Circle, face.Outwards ? face.Circle + length : face.Circle - length);
            var marks = i % parts == 0 ? majors : minors;
            marks.MoveTo(sin * from, -cos * from);
            marks.LineTo(sin * to, -cos * to);
        }

        canvas.DrawPath(minors, minor);
        canvas.DrawPath(majors, major);
    }

    private void DrawSurroundings(Random rng, SKCanvas canvas, Face face)
    {
        using var ink = Palette.Fill(face.Ink);
        if (rng.Chance(0.35))
        {
            // A neighbouring dial reaches into a corner.
            using var pen = Palette.Pen(rng.Chance(0.7) ? face.Ink : Palette.Any(rng), rng.Between(0.02, 0.06));
            var (x, y) = (rng.Pick(-2.0f, 2.0f) * rng.Between(0.75, 1), rng.Pick(-2.0f, 2.0f) * rng.Between(0.7, 1));
            canvas.DrawCircle(x, y, rng.Between(0.9, 1.1), pen);
        }

        if (rng.Chance(0.3))
        {
            var (x, y) = (rng.Pick(-1f, 1f) * rng.Between(0.7, 1), rng.Pick(-1f, 1f) * rng.Between(0.9, 1.15));
            canvas.Save();
            canvas.RotateDegrees(rng.Between(-60, 60), x, y);
            fonts.TextFace(rng).DrawCentred(canvas, rng.PickFrom(Factors), x, y, rng.Between(0.12, 0.22), ink);
            canvas.Restore();
        }

        if (rng.Chance(0.2))
        {
            using var block = Palette.Fill(rng.Chance(0.6) ? Palette.Grey(rng, 0, 1) : Palette.Any(rng));
            canvas.Save();
            canvas.RotateDegrees(rng.Between(-30, 30));
            canvas.DrawRect(
                SKRect.Create(
                    rng.Pick(-1.9f, 0.75f),
                    rng.Pick(-1.9f, 0.75f),
                    rng.Between(0.7, 1.2),
                    rng.Between(0.7, 1.2)
                ),
                block
            );
            canvas.Restore();
        }
    }

    // A gear, a screw head or a neighbour's pointer above part of the dial; it leaves the tip to be seen.
    private static void DrawCover(Random rng, SKCanvas canvas, double turns)
    {
        if (rng.Chance(0.08))
        {
            var (sin, cos) = MathF.SinCos((float)(turns * Math.PI / 5) + rng.Between(1, 5.28));
            var radius = rng.Between(0.12, 0.5);
            var away = rng.Between(0.55 + (radius * 0.5), 1.1);
            using var blob = Palette.Fill(
                rng.Chance(0.4)
                    ? Palette.Grey(rng)
                    : Palette.Hsv(rng.Between(-5, 30), rng.Between(0.5, 1), rng.Between(0.6, 1))
            );
            canvas.DrawCircle(sin * away, -cos * away, radius, blob);
        }
    }

    /// <summary>The printed part of one dial, in tick circle radii.</summary>
    private sealed class Face
    {
        public Face(Random rng)
        {
            var dark = rng.Chance(0.06);
            Ground =
                dark ? Palette.Dark(rng)
                : rng.Chance(0.75) ? Palette.Light(rng)
                : Palette.Hsv(rng.Between(20, 200), rng.Between(0.1, 0.5), rng.Between(0.5, 0.95));
            Ink = Palette.Apart(rng, Ground, dark ? Palette.Light : Print, 0.2f);
            Surroundings =
                rng.Chance(0.6) ? Ground
                : rng.Chance(0.7) ? Palette.Grey(rng, 0.2, 1)
                : Palette.Any(rng);
            Clockwise = rng.Chance(0.65);
            HasDigits = rng.Chance(0.9);
            Circle = 1;
            var outside = rng.Chance(0.12);
            Outwards = rng.Chance(0.3);
            MajorLength = rng.Chance(0.93) ? rng.Between(0.06, 0.2) : 0;
            DigitHeight = rng.Between(0.2, 0.36);
            Stretch = rng.Between(0.8, 1.15);
            DigitRadius = outside
                ? 1.08f + (DigitHeight * 0.7f) + (Outwards ? MajorLength : 0)
                : Math.Min(0.95f - (DigitHeight * 0.62f) - (Outwards ? 0 : MajorLength), rng.Between(0.6, 0.8));
            Rim = outside ? 1.5f : 1 + (Outwards ? MajorLength : 0) + rng.Between(0.02, 0.2);
            Reach =
                outside ? DigitRadius + (DigitHeight * 0.6f)
                : Outwards ? 1 + MajorLength
                : 1;

            SKColor Print(Random random) =>
                random.Chance(0.8)
                    ? Palette.Mix(
                        Palette.Dark(random),
                        Ground,
                        random.Chance(0.3) ? random.Between(0.2, 0.5) : random.Between(0, 0.2)
                    )
                    : Palette.Red(random);
        }

        public SKColor Ground { get; }

        public SKColor Ink { get; }

        public SKColor Surroundings { get; }

        public bool Clockwise { get; }

        public bool HasDigits { get; }

        public float Circle { get; }

        public bool Outwards { get; }

        public float MajorLength { get; }

        public float DigitHeight { get; }

        public float Stretch { get; }

        public float DigitRadius { get; }

        public float Rim { get; }

        /// <summary>Half the side of the square that shows the dial whole.</summary>
        public float Reach { get; }
    }
}
