using System.Globalization;
using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Clocks with hands; the reading is the time on a dial of twelve hours.</summary>
/// <param name="fonts">Faces of the numerals.</param>
/// <param name="manyHands">Whether hands have all shapes of <see cref="ClockHands"/>, and more clocks seconds.</param>
internal sealed class ClockFrames(FrameFonts fonts, bool manyHands = false) : IInstrument
{
    private const double Tolerance = 1; // minutes

    // About where the marks are.
    private const double Ring = 0.95;

    private static readonly string[] Roman = ["XII", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"];

    public Drawing Draw(Random rng)
    {
        var (hour, minute, second) = (rng.Next(12), rng.Next(60), rng.Next(60));
        var hasSeconds = rng.Chance(manyHands ? 0.5 : 0.3);
        var isSquare = rng.Chance(0.12);
        var rim = rng.Between(0.03, 0.25);
        var area = new SKRect(-1 - rim, -1 - rim, 1 + rim, 1 + rim);
        var crop = area;
        var margin = rng.Between(0, 0.14);
        crop.Inflate(margin, margin);
        var viewpoint = new Viewpoint
        {
            LongSide = (120, 240),
            Margin = (-0.01, 0.05),
            Rotation = 6,
            Perspective = 0.06,
        };
        var view = viewpoint.Place(rng, crop);
        var hourLength = 0f;
        var bitmap = view.Render(
            rng.Chance(0.6) ? Palette.Grey(rng, 0, 1) : Palette.Any(rng),
            canvas =>
            {
                var ground = DrawFace(rng, canvas, area, rim, isSquare);
                var ink = Palette.Apart(rng, ground, rng.Chance(0.7) ? Palette.Dark : Palette.Any, 0.35f);
                DrawMarks(rng, canvas, ink);
                (int, int, int?) time = (hour, minute, hasSeconds ? second : null);
                hourLength = manyHands
                    ? ClockHands.Draw(rng, canvas, ground, time)
                    : DrawHands(rng, canvas, ground, time);
                if (rng.Chance(0.15))
                    WindowGlass.Reflect(rng, canvas, area);
            }
        );
        var answer = new ClockTime(hour, minute, hasSeconds ? second : null).ToString();
        return new Drawing(bitmap, answer, new Scoring(ScoringKind.TimeOfDay, Tolerance), view.Scale * 0.2f)
        {
            Body = view.Pixels(area),
            IsRound = !isSquare,
            Keypoints = Drawing.Map(Points(hour, minute + (hasSeconds ? second / 60.0 : 0), hourLength), view.Map),
        };
    }

    // The minutes are a scale that closes at twelve.
    private static ScaleKeypoints Points(int hour, double minutes, double hourLength)
    {
        var twelve = RoundFace.At(0, Ring);
        return new ScaleKeypoints(
            RoundFace.Pivot,
            twelve,
            twelve,
            RoundFace.At(minutes * 6, Ring),
            RoundFace.At((hour + (minutes / 60)) * 30, hourLength)
        );
    }

    private static SKColor DrawFace(Random rng, SKCanvas canvas, SKRect area, float rim, bool isSquare)
    {
        var ground = rng.Weighted(6, 2, 2) switch
        {
            0 => Palette.Light(rng),
            1 => Palette.Dark(rng),
            _ => Palette.Any(rng),
        };
        using var housing = Palette.Fill(rng.Chance(0.5) ? Palette.Any(rng) : Palette.Grey(rng, 0.05, 0.95));
        using var face = Palette.Fill(ground);
        var inner = 1 + (rim * rng.Between(0, 0.6));
        if (isSquare)
        {
            canvas.DrawRoundRect(area, rim, rim, housing);
            canvas.DrawRect(new SKRect(-inner, -inner, inner, inner), face);
        }
        else
        {
            canvas.DrawCircle(0, 0, area.Right, housing);
            canvas.DrawCircle(0, 0, inner, face);
        }

        return ground;
    }

    private void DrawMarks(Random rng, SKCanvas canvas, SKColor ink)
    {
        using var fill = Palette.Fill(ink);
        using var hourPen = Palette.Pen(ink, rng.Between(0.02, 0.06));
        using var minutePen = Palette.Pen(ink, rng.Between(0.006, 0.02));
        var (hasHours, hasMinutes) = (rng.Chance(0.7), rng.Chance(0.65));
        var outer = rng.Between(0.9, 0.99);
        var hourLength = rng.Between(0.05, 0.16);
        var minuteLength = hourLength * rng.Between(0.3, 0.7);
        for (var i = 0; i < 60; i++)
        {
            var isHour = i % 5 == 0;
            if (isHour ? !hasHours : !hasMinutes)
                continue;
            var (sin, cos) = MathF.SinCos(i * MathF.PI / 30);
            var inner = outer - (isHour ? hourLength : minuteLength);
            canvas.DrawLine(sin * inner, -cos * inner, sin * outer, -cos * outer, isHour ? hourPen : minutePen);
        }

        var numbers = rng.Weighted(6, 3, 1.5, hasHours ? 1.2 : 0); // all, Roman, every third, none
        if (numbers == 3)
            return;
        var lettering = fonts.TextFace(rng);
        var height = rng.Between(0.13, 0.24) * (numbers == 1 ? 0.85f : 1);
        var at = outer - (hasHours || hasMinutes ? hourLength : 0) - (height * 0.75f);
        var turned = numbers == 1 && rng.Chance(0.6);
        for (var hour = 0; hour < 12; hour++)
        {
            if (numbers == 2 && hour % 3 != 0)
                continue;
            var text = numbers == 1 ? Roman[hour] : (hour == 0 ? 12 : hour).ToString(CultureInfo.InvariantCulture);
            canvas.Save();
            canvas.RotateDegrees(hour * 30);
            canvas.Translate(0, -at);
            if (!turned)
                canvas.RotateDegrees(-hour * 30);
            lettering.DrawCentred(canvas, text, 0, 0, height, fill);
            canvas.Restore();
        }

        if (rng.Chance(0.4))
            lettering.DrawCentred(
                canvas,
                SmallPrint.Draw(rng),
                0,
                rng.Pick(-0.3f, 0.35f),
                rng.Between(0.06, 0.1),
                fill
            );
    }

    /// <summary>Draws the hands; returns the length of the hour hand.</summary>
    internal static float DrawHands(
        Random rng,
        SKCanvas canvas,
        SKColor ground,
        (int Hour, int Minute, int? Second) time
    )
    {
        var ink = Palette.Apart(rng, ground, rng.Chance(0.75) ? Palette.Dark : Palette.Any, 0.35f);
        var minutes = time.Minute + ((time.Second ?? 0) / 60f);
        var shape = rng.Next(4);
        var width = rng.Between(0.025, 0.06);
        var tail = rng.Chance(0.4) ? rng.Between(0.05, 0.2) : 0.02f;
        var hourLength = rng.Between(0.42, 0.6);
        DrawHand(canvas, ink, (time.Hour + (minutes / 60)) * 30, hourLength, width * 1.4f, tail, shape);
        DrawHand(canvas, ink, minutes * 6, rng.Between(0.72, 0.95), width, tail, shape);
        if (time.Second is { } second)
        {
            var thin = Palette.Apart(rng, ground, rng.Chance(0.6) ? Palette.Red : Palette.Dark, 0.25f);
            DrawHand(
                canvas,
                thin,
                second * 6,
                rng.Between(0.75, 0.98),
                rng.Between(0.008, 0.016),
                rng.Between(0.1, 0.3),
                0
            );
        }

        using var hub = Palette.Fill(ink);
        canvas.DrawCircle(0, 0, rng.Between(0.03, 0.08), hub);
        return hourLength;
    }

    // A bar, a wedge, a lozenge, or a bar with a spade before its tip.
    private static void DrawHand(
        SKCanvas canvas,
        SKColor ink,
        float degrees,
        float length,
        float half,
        float tail,
        int shape
    )
    {
        using var fill = Palette.Fill(ink);
        using var path = new SKPath();
        switch (shape)
        {
            case 0:
                path.AddRect(new SKRect(-half / 2, -length, half / 2, tail));
                break;
            case 1:
                path.AddPoly([
                    new(-half, tail),
                    new(half, tail),
                    new(half * 0.15f, -length),
                    new(-half * 0.15f, -length),
                ]);
                break;
            case 2:
                path.AddPoly([new(0, tail), new(half, -length * 0.25f), new(0, -length), new(-half, -length * 0.25f)]);
                break;
            default:
                path.AddRect(new SKRect(-half * 0.3f, -length, half * 0.3f, tail));
                path.AddOval(new SKRect(-half, -length * 0.82f, half, -length * 0.55f));
                break;
        }

        canvas.Save();
        canvas.RotateDegrees(degrees);
        canvas.DrawPath(path, fill);
        canvas.Restore();
    }
}
