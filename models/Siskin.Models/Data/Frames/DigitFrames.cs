using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Crops of a single digit: a counter wheel, LCD, LED or dot matrix cell with what surrounds it.</summary>
internal sealed class DigitFrames(FrameFonts fonts, FrameOptions options) : IInstrument
{
    // A wheel this far from its digit (in digit pitches) still shows it; from Between on it counts as between two.
    // The stretch in between is judged differently by different people and is not drawn.
    private const double StillReadable = 0.14;
    private const double Between = 0.2;

    private static readonly Viewpoint Viewpoint = new()
    {
        LongSide = (30, 180),
        Margin = (-0.03, 0.08),
        Rotation = 4,
        Perspective = 0.05,
    };

    public UnreadableTraits Unreadable { get; } =
        new()
        {
            OnlyMissing = true,
            Clutter = ClutterKind.Shapes,
            // Bare surfaces and their edges belong to a counter: "N".
            Avoid =
                ScenerySubject.Surface
                | ScenerySubject.Sign
                | ScenerySubject.Bolts
                | ScenerySubject.Pipes
                | ScenerySubject.Ribs,
        };

    public Drawing Draw(Random rng)
    {
        if (rng.Chance(options.BetweenDigitsShare))
        {
            return rng.Weighted(72, 7, 14, 7) switch
            {
                0 => DrawWheel(rng, "N", rng.Next(10) + rng.Between(Between, 1 - Between)),
                1 => DrawCell(rng, ' '),
                2 => DrawBare(rng),
                _ => DrawCutOff(rng),
            };
        }

        var digit = rng.Next(10);
        return rng.Chance(0.57)
            ? DrawWheel(
                rng,
                digit.ToString(),
                digit + (rng.Chance(0.4) ? 0 : rng.Between(-StillReadable, StillReadable))
            )
            : DrawCell(rng, (char)('0' + digit));
    }

    private Drawing DrawWheel(Random rng, string answer, double position)
    {
        var (ground, ink) = rng.Chance(0.65) ? WheelColours.Whole(rng) : WheelColours.Decimal(rng);
        var style = WheelStyle.Draw(rng, fonts.DigitFace(rng), ground, ink);
        var window = SKRect.Create(0, 0, rng.Between(0.46, 0.78), 1);
        var housing = rng.Weighted(3, 2, 2, 1) switch
        {
            0 => Palette.Near(rng, ground, 0.4),
            1 => Palette.Grey(rng),
            2 => Palette.Dark(rng),
            _ => Palette.Red(rng),
        };

        // The crop may show some housing or cut a little of the wheel; the digit itself stays whole.
        var spare = ((1 - style.DigitHeight) / 2) - StillReadable;
        var high = Math.Max(0, spare) * 0.8;
        var crop = new SKRect(
            -rng.Between(-0.05, 0.12),
            -rng.Between(-high, 0.2),
            window.Width + rng.Between(-0.05, 0.14),
            1 + rng.Between(-high, 0.2)
        );
        var view = Size(rng).Place(rng, crop);
        var bitmap = view.Render(
            housing,
            canvas =>
            {
                DrawNeighbours(rng, canvas, window, style);
                DrawPinions(rng, canvas, window, style);
                Wheel.Draw(canvas, window, style, position);
                DrawWindowFrame(rng, canvas, window, housing);
            }
        );
        return new Drawing(bitmap, answer, Scoring.Exact, style.DigitHeight * view.Scale * 0.9f);
    }

    // One in seven comes in the size that digit readers commonly cut: 20 x 32.
    private static Viewpoint Size(Random rng) => rng.Chance(0.15) ? Viewpoint with { LongSide = (31, 33) } : Viewpoint;

    private static void DrawNeighbours(Random rng, SKCanvas canvas, SKRect window, WheelStyle style)
    {
        if (!rng.Chance(0.5))
        {
            return;
        }

        var step = window.Width + rng.Between(0.01, 0.1);
        foreach (var side in (ReadOnlySpan<float>)[-step, step])
        {
            var neighbour = window;
            neighbour.Offset(side, 0);
            Wheel.Draw(canvas, neighbour, style, rng.Next(10));
        }
    }

    // Between two wheels runs the gear that carries over: blocks in a dark gap.
    private static void DrawPinions(Random rng, SKCanvas canvas, SKRect window, WheelStyle style)
    {
        if (!rng.Chance(0.15))
        {
            return;
        }

        using var gap = Palette.Fill(rng.Chance(0.7) ? Palette.Dark(rng) : Palette.Near(rng, style.Ground, 0.4));
        using var tooth = Palette.Fill(
            rng.Chance(0.6) ? style.Ground
            : rng.Chance(0.5) ? style.Ink
            : Palette.Grey(rng)
        );
        var (width, pitch, phase) = (rng.Between(0.08, 0.3), rng.Between(0.15, 0.4), rng.NextDouble());
        var (left, right) = (rng.Chance(0.7), rng.Chance(0.8));
        if (left)
        {
            Draw(-width);
        }

        if (right)
        {
            Draw(window.Width);
        }

        void Draw(float x)
        {
            canvas.DrawRect(x, 0, width, 1, gap);
            for (var y = (float)(phase - 1) * pitch; y < 1; y += pitch)
            {
                canvas.DrawRect(
                    SKRect.Intersect(SKRect.Create(x, y, width * 0.8f, pitch * 0.5f), new SKRect(x, 0, x + width, 1)),
                    tooth
                );
            }
        }
    }

    private static void DrawWindowFrame(Random rng, SKCanvas canvas, SKRect window, SKColor housing)
    {
        if (rng.Chance(0.45))
        {
            using var pen = Palette.Pen(
                rng.Chance(0.5) ? Palette.Near(rng, housing, 0.6) : Palette.Any(rng),
                rng.Between(0.01, 0.05)
            );
            canvas.DrawRect(window, pen);
        }

        if (rng.Chance(0.25))
        {
            // The window's upper edge shades the wheel behind it.
            using var shader = SKShader.CreateLinearGradient(
                new SKPoint(0, 0),
                new SKPoint(0, rng.Between(0.05, 0.25)),
                [SKColors.Black.WithAlpha(150), SKColors.Transparent],
                SKShaderTileMode.Clamp
            );
            using var paint = new SKPaint { Shader = shader };
            canvas.DrawRect(window, paint);
        }

        if (rng.Chance(0.2))
        {
            using var pen = Palette.Pen(Palette.Grey(rng), rng.Between(0.01, 0.03));
            for (var y = 1.02f; y < 1.25f; y += rng.Between(0.03, 0.08))
            {
                canvas.DrawLine(-1, y, 2, y, pen);
            }
        }
    }

    private Drawing DrawCell(Random rng, char character)
    {
        var look = rng.Chance(0.78) ? DisplayLook.Lcd(rng) : DisplayLook.Led(rng);
        CellFace face = rng.Weighted(80, 12, 8) switch
        {
            0 => new SevenSegment(rng, rng.Chance(0.5) ? 0 : rng.Between(0, 0.2)),
            1 => new DotMatrix(rng, null),
            _ => new DotMatrix(rng, fonts.DigitFace(rng)),
        };
        var spacing = rng.Between(0.1, 0.3);
        var mark = rng.Chance(0.15)
            ? rng.Chance(0.75)
                ? -1
                : 1
            : 0;
        // Most crops end about half way to the neighbours.
        var reach = rng.Chance(0.25) ? spacing + 0.1 : Math.Min(0.12, spacing * 0.6);
        var crop = new SKRect(
            -rng.Between(0.02, reach),
            -(mark < 0 ? rng.Between(0.26, 0.45) : rng.Between(0.03, 0.28)),
            face.Width + rng.Between(0.02, reach),
            1 + (mark > 0 ? rng.Between(0.26, 0.45) : rng.Between(0.03, 0.28))
        );
        var view = Size(rng).Place(rng, crop);
        var bitmap = view.Render(
            look.Ground,
            canvas =>
            {
                if (rng.Chance(0.6))
                {
                    look.DrawCell(canvas, face, (char)('0' + rng.Next(10)), -face.Width - spacing, 0, 1);
                    look.DrawCell(canvas, face, (char)('0' + rng.Next(10)), face.Width + spacing, 0, 1);
                }

                DrawPanelEdge(rng, canvas, crop);
                if (mark != 0)
                {
                    DrawPanelMark(rng, canvas, look.Ink, face.Width, mark < 0 ? -rng.Between(0.19, 0.24) : 1.19f);
                }

                look.DrawCell(canvas, face, character, 0, 0, 1);
                if (rng.Chance(0.25))
                {
                    look.DrawPoint(
                        canvas,
                        face.Width + (spacing * 0.5f) - (face.Slant * 0.4f),
                        rng.Chance(0.8) ? 0.96f : 0.3f,
                        rng.Between(0.03, 0.06),
                        rng.Chance(0.5)
                    );
                }
            }
        );
        return new Drawing(
            bitmap,
            character == ' ' ? "N" : character.ToString(),
            Scoring.Exact,
            view.Scale * Math.Min(0.9f, 6.5f * face.Stroke)
        );
    }

    private static void DrawPanelEdge(Random rng, SKCanvas canvas, SKRect crop)
    {
        if (rng.Chance(0.2))
        {
            using var paint = Palette.Fill(Palette.Grey(rng));
            canvas.DrawRect(crop.Left - 1, rng.Chance(0.5) ? 1.06f : -1.06f, crop.Width + 2, 1, paint);
        }
    }

    // Above or below the digits of many LCDs stand bars, arrows or the line around a group; a gap keeps a bar from
    // making a 7 of a 1.
    private static void DrawPanelMark(Random rng, SKCanvas canvas, SKColor ink, float width, float edge)
    {
        using var paint = Palette.Fill(ink);
        var (thick, away) = (rng.Between(0.03, 0.09), edge < 0 ? -1 : 1);
        if (rng.Chance(0.25))
        {
            using var arrow = new SKPath();
            var (x, size) = (rng.Between(0.2, 0.8) * width, rng.Between(0.08, 0.18));
            arrow.AddPoly([new(x - size, edge + (away * 0.12f)), new(x + size, edge + (away * 0.12f)), new(x, edge)]);
            canvas.DrawPath(arrow, paint);
            return;
        }

        var (from, to) = rng.Chance(0.3)
            ? (-1, width + 1)
            : (rng.Between(-0.3, 0.4) * width, rng.Between(0.7, 1.3) * width);
        canvas.DrawRect(SKRect.Create(from, away < 0 ? edge - thick : edge, to - from, thick), paint);
    }

    // What a counter shows beside its digits, or an empty display: bare metal and its edges. It is no case of
    // "unreadable", which is a picture of something else.
    private static Drawing DrawBare(Random rng)
    {
        var view = Size(rng).Place(rng, new SKRect(0, 0, 0.6f, 1));
        return new Drawing(
            Clutter.Draw(rng, view.Width, view.Height, ClutterKind.Bare),
            "N",
            Scoring.Exact,
            view.Height
        );
    }

    // The crop has slipped: sideways so far that less than half of the digit is left, or up or down by a good quarter
    // of it.
    private Drawing DrawCutOff(Random rng)
    {
        var (ground, ink) = WheelColours.Whole(rng);
        var style = WheelStyle.Draw(rng, fonts.DigitFace(rng), ground, ink) with { Teeth = null, Pitch = 1.4f };
        var window = SKRect.Create(0, 0, 0.62f, 1);
        var crop = window;
        if (rng.Chance(0.6))
        {
            var slip = rng.Between(0.55, 0.75);
            crop.Offset(rng.Chance(0.5) ? slip * 0.62f : -slip * 0.62f, rng.Between(-0.3, 0.3));
        }
        else
        {
            var slip = ((1 - style.DigitHeight) / 2) + (style.DigitHeight * rng.Between(0.28, 0.6));
            crop.Offset(rng.Between(-0.2, 0.2) * 0.62f, rng.Chance(0.5) ? slip : -slip);
        }

        var view = Size(rng).Place(rng, crop);
        var bitmap = view.Render(
            Palette.Near(rng, ground, 0.3),
            canvas => Wheel.Draw(canvas, window, style, rng.Next(10))
        );
        return new Drawing(bitmap, "N", Scoring.Exact, view.Height * 0.5f);
    }
}
