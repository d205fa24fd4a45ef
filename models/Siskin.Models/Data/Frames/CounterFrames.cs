using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Odometer counters of 3 to 8 wheels, the decimals red or framed in red; on request also framed in any colour, on
/// wheels of other colours, or apart from the others.
/// </summary>
internal sealed class CounterFrames(FrameFonts fonts, bool varied = false, bool anyMark = false) : IInstrument
{
    private static readonly string[] Units = ["m³", "m3", "kWh", "kW·h", "L", "GJ", "h", "km", "ft³", "MWh"];

    public UnreadableTraits Unreadable { get; } = new() { Avoid = ScenerySubject.Sign | ScenerySubject.Bolts };

    public Drawing Draw(Random rng)
    {
        var wheels = rng.Next(3, 9);
        var reading = CounterReading.Draw(rng, wheels, rng.Chance(0.25) ? 0 : rng.Next(1, Math.Min(4, wheels)));
        // On some meters nothing but a printed comma tells the decimals.
        var commaOnly = varied && reading.Decimals > 0 && rng.Chance(0.12);
        var make = new Make(rng, fonts, wheels, reading.Decimals, commaOnly, anyMark);
        var crop = new SKRect(
            -rng.Between(0.02, 0.35),
            -rng.Between(0.05, 0.4),
            make.Windows[^1].Right + rng.Between(0.02, make.UnitBeside ? 1.2 : 0.35),
            1 + rng.Between(0.05, 0.4)
        );
        var viewpoint = new Viewpoint
        {
            LongSide = (Math.Max(90, wheels * 16), 280),
            Margin = (0, 0.05),
            Rotation = 4,
            Perspective = 0.03,
        };
        var view = viewpoint.Place(rng, crop);
        var bitmap = view.Render(
            make.Housing,
            canvas =>
            {
                DrawSurroundings(rng, canvas, make, crop);
                for (var i = 0; i < wheels; i++)
                {
                    var slack = rng.Between(-0.025, 0.025);
                    Wheel.Draw(
                        canvas,
                        make.Windows[i],
                        i < wheels - reading.Decimals ? make.Whole : make.Decimal,
                        reading.Positions[i] + slack
                    );
                    DrawWindow(rng, canvas, make, i, i >= wheels - reading.Decimals);
                }
            }
        );
        // Thin strokes stand less: what is coarse enough for the digit may swallow a bar of it.
        var finest = Math.Min(1, 9 * (make.Whole.Face.Stroke + (make.Whole.Bold / make.Whole.DigitHeight)));
        // A 0 with a line through it is an 8 to whoever does not see where the line ends.
        finest *= make.Whole.IndexLine is { Crosses: true } ? 0.7f : 1;
        finest *= commaOnly ? 0.6f : 1;
        return new Drawing(bitmap, reading.Text, Scoring.Exact, view.Scale * make.Whole.DigitHeight * finest)
        {
            ColourMatters = reading.Decimals > 0 && !commaOnly,
            Cells =
            [
                .. make.Windows.Select(window => view.Pixels(SKRect.Inflate(window, -0.18f * window.Width, -0.12f))),
            ],
        };
    }

    private static void DrawWindow(Random rng, SKCanvas canvas, Make make, int index, bool isDecimal)
    {
        var window = make.Windows[index];
        if (make.Outline is { } outline)
        {
            using var pen = Palette.Pen(isDecimal && make.RedFrames ? make.Frame : outline, make.OutlineWidth);
            canvas.DrawRect(window, pen);
        }
        else if (isDecimal && make.RedFrames)
        {
            using var pen = Palette.Pen(make.Frame, 0.07f);
            canvas.DrawRect(window, pen);
        }

        if (isDecimal && make.Comma && index > 0 && make.Windows.Count - index == make.Decimals)
        {
            using var paint = Palette.Fill(make.Frame);
            var size = make.CommaOnly ? 0.075f : 0.05f;
            canvas.DrawOval(window.Left - (make.Gap / 2), 0.92f, size, size * 1.4f, paint);
        }

        if (make.TopShade)
        {
            using var shader = SKShader.CreateLinearGradient(
                new SKPoint(0, 0),
                new SKPoint(0, 0.2f),
                [SKColors.Black.WithAlpha(140), SKColors.Transparent],
                SKShaderTileMode.Clamp
            );
            using var paint = new SKPaint { Shader = shader };
            canvas.DrawRect(window, paint);
        }
    }

    private void DrawSurroundings(Random rng, SKCanvas canvas, Make make, SKRect crop)
    {
        if (make.RedFrames && make.Outline is null)
        {
            using var field = Palette.Fill(make.Frame);
            var first = make.Windows[^make.Decimals];
            canvas.DrawRect(
                SKRect.Create(first.Left - 0.06f, -0.1f, make.Windows[^1].Right - first.Left + 0.12f, 1.2f),
                field
            );
        }

        var ink = Palette.Brightness(make.Housing) > 0.5 ? Palette.Dark(rng) : Palette.Light(rng);
        using var paint = Palette.Fill(ink);
        var face = fonts.TextFace(rng);
        if (make.UnitBeside)
        {
            face.Draw(
                canvas,
                rng.PickFrom(Units),
                make.Windows[^1].Right + 0.18f,
                rng.Between(0.6, 0.9),
                rng.Between(0.25, 0.45),
                paint
            );
        }

        if (crop.Top < -0.25 && rng.Chance(0.5))
        {
            face.Draw(canvas, SmallPrint.Draw(rng), rng.Between(0, make.Windows[^1].Right * 0.5), -0.08f, 0.16f, paint);
        }

        if (crop.Bottom > 1.25 && rng.Chance(0.4))
        {
            face.Draw(canvas, SmallPrint.Draw(rng), rng.Between(0, make.Windows[^1].Right * 0.5), 1.26f, 0.15f, paint);
        }
    }

    /// <summary>Everything that the wheels of one counter share.</summary>
    private sealed class Make
    {
        public Make(Random rng, FrameFonts fonts, int wheels, int decimals, bool commaOnly, bool anyMark)
        {
            CommaOnly = commaOnly;
            Decimals = decimals;
            var (ground, ink) = WheelColours.Whole(rng);
            Whole = WheelStyle.Draw(rng, fonts.DigitFace(rng), ground, ink);
            // All counters turn the same way here: under way, one that turns the other way would read one digit more or
            // less.
            Whole = Whole with
            {
                DigitHeight = rng.Between(0.55, 0.82),
                NextBelow = true,
            };
            // Half way between two digits, half of each is seen.
            Whole = Whole with
            {
                Pitch = Math.Clamp(Whole.Pitch, Whole.DigitHeight * 1.2f, 1),
            };
            RedFrames = decimals > 0 && rng.Chance(0.25) && !commaOnly;
            Comma = commaOnly || (decimals > 0 && rng.Chance(0.15));
            var (redGround, redInk) = WheelColours.Decimal(rng);
            Decimal =
                commaOnly || (RedFrames && rng.Chance(0.6))
                    ? Whole
                    : Whole with
                    {
                        Ground = redGround,
                        Ink = redInk,
                        IndexLine = Whole.IndexLine is { } line ? line with { Color = redInk } : null,
                    };
            Frame = Palette.Red(rng);
            Gap = rng.Chance(0.4) && !commaOnly ? rng.Between(0.01, 0.05) : rng.Between(commaOnly ? 0.18 : 0.06, 0.4);
            var width = rng.Between(0.5, 0.85);
            Windows = [.. Enumerable.Range(0, wheels).Select(i => SKRect.Create(i * (width + Gap), 0, width, 1))];
            Housing =
                rng.Chance(0.3) ? Palette.Near(rng, ground, 0.3)
                : rng.Chance(0.6) ? Palette.Grey(rng, 0.02, 1)
                : Palette.Any(rng);
            // A frame that cannot be told from what is around it marks no decimals.
            if (RedFrames && Palette.Distance(Frame, Housing) < 0.3f)
            {
                Housing = Palette.Brightness(Frame) > 0.35f ? Palette.Dark(rng) : Palette.Light(rng);
            }

            if (anyMark && decimals > 0 && !commaOnly && rng.Chance(0.4))
                MarkOtherwise(rng);
            if (commaOnly)
                Frame = Palette.Apart(rng, Housing, Palette.Any, 0.35f);
            Outline = rng.Chance(0.5) ? Palette.Near(rng, Housing, 0.7) : null;
            // Around the decimals it may be all that marks them.
            OutlineWidth = RedFrames ? rng.Between(0.06, 0.1) : rng.Between(0.02, 0.08);
            TopShade = rng.Chance(0.3);
            UnitBeside = rng.Chance(0.25);
        }

        // Decimals as some makers mark them: by a frame of any colour, by wheels of other colours, or by being apart.
        private void MarkOtherwise(Random rng)
        {
            var first = Windows.Count - Decimals;
            RedFrames = rng.Chance(0.5);
            Decimal = Whole;
            if (RedFrames)
            {
                Frame = Palette.Apart(rng, Housing, random => Palette.Grey(random, 0, 1), 0.3f);
            }

            if (!RedFrames || rng.Chance(0.3))
            {
                var isInverted = rng.Chance(0.6);
                var (ground, ink) = isInverted ? (Whole.Ink, Whole.Ground) : WheelColours.Whole(rng);
                Decimal = Whole with
                {
                    Ground = ground,
                    Ink = ink,
                    IndexLine = Whole.IndexLine is { } line ? line with { Color = ink } : null,
                };
            }

            var apart = rng.Chance(0.5) ? rng.Between(0.1, 0.7) : 0;
            Windows =
            [
                .. Windows.Select(
                    (window, i) => i < first ? window : SKRect.Create(window.Left + apart, 0, window.Width, 1)
                ),
            ];
        }

        public bool CommaOnly { get; }

        public WheelStyle Whole { get; }

        public WheelStyle Decimal { get; private set; }

        public int Decimals { get; }

        public bool RedFrames { get; private set; }

        public bool Comma { get; }

        public SKColor Frame { get; private set; }

        public float Gap { get; }

        public IReadOnlyList<SKRect> Windows { get; private set; }

        public SKColor Housing { get; }

        public SKColor? Outline { get; private set; }

        public float OutlineWidth { get; }

        public bool TopShade { get; }

        public bool UnitBeside { get; }
    }
}
