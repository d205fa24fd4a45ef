using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>What is asked about a gauge.</summary>
internal enum GaugeQuestion
{
    /// <summary>Value and unit.</summary>
    Value,

    /// <summary>Both ends of the printed scale and its unit.</summary>
    Scale,

    /// <summary>The needle's way along the scale in percent.</summary>
    Deflection,
}

/// <summary>
/// Gauges with a printed scale, its unit and a needle; round ones and panel meters whose pivot is below.
/// </summary>
internal sealed class GaugeFrames(FrameFonts fonts, GaugeQuestion question, bool varied = false) : IInstrument
{
    // Share of the span within which a reading counts as right.
    private const double Tolerance = 0.02;

    // Of varied ones, the share whose scale is straight.
    private const double StraightShare = 0.3;

    private readonly StraightScaleFrames _straight = new(fonts, question);

    public Drawing Draw(Random rng)
    {
        if (varied && rng.Chance(StraightShare))
            return _straight.Draw(rng);
        var scale = varied ? GaugeScale.DrawAny(rng) : GaugeScale.Draw(rng);
        var value = scale.Low + (scale.Span * (rng.Chance(0.04) ? rng.Next(2) : rng.NextDouble()));
        var face = new GaugeFace(rng, scale);
        var second = varied && rng.Chance(0.4) ? SecondScale.For(rng, face) : null;
        var margin = rng.Between(0.02, 0.16);
        var crop = face.Area;
        crop.Inflate(margin, margin);
        crop.Offset(rng.Between(-0.04, 0.04), rng.Between(-0.04, 0.04));
        var viewpoint = new Viewpoint
        {
            LongSide = (128, varied ? 290 : 224),
            Margin = (-0.01, 0.05),
            Rotation = 5,
            Perspective = 0.05,
        };
        var view = viewpoint.Place(rng, crop);
        var bitmap = view.Render(
            face.Surroundings,
            canvas =>
            {
                face.DrawHousing(rng, canvas);
                if (varied)
                    GaugeDecor.DrawUnderScale(rng, canvas, face);
                face.DrawZones(rng, canvas);
                face.DrawMarks(rng, canvas);
                var tailRoom = DrawLettering(rng, canvas, face, value, second);
                if (!face.IsPanel && rng.Chance(0.12))
                {
                    GaugeNeedle.DrawMarker(rng, canvas, face.Direction(scale.Low + (scale.Span * rng.NextDouble())));
                }

                GaugeNeedle.Draw(rng, canvas, face.Direction(value), face.Ground, tailRoom);
                face.DrawCover(rng, canvas);
                if (varied && rng.Chance(0.15))
                    DrawReflections(rng, canvas, face);
            }
        );
        var inUnit = varied && question == GaugeQuestion.Value && rng.Chance(second is null ? 0.3 : 0.6);
        var asked = inUnit && second is not null && rng.Chance(0.7) ? second.Scale : scale;
        var shown = asked == scale ? value : second!.Convert(value);
        var (answer, score) = question switch
        {
            GaugeQuestion.Scale => (scale.Range, Scoring.Exact),
            GaugeQuestion.Deflection => (scale.Deflection(value), new Scoring(ScoringKind.Within, Tolerance * 100)),
            _ => (asked.Answer(shown), new Scoring(ScoringKind.Within, Tolerance * asked.Span)),
        };
        string? prompt = null;
        if (inUnit)
            (prompt, answer) = UnitQuestions.Draw(rng, "gauge", asked, answer);
        else if (varied && question == GaugeQuestion.Scale && rng.Chance(0.6))
            (prompt, asked, answer) = AskScale(rng, scale, second);
        return new Drawing(bitmap, answer, score, view.Scale * face.NumberHeight)
        {
            Body = view.Pixels(face.Area),
            IsRound = !face.IsPanel,
            Prompt = prompt,
            Keypoints = Drawing.Map(asked == scale ? face.Keypoints(value) : second!.Keypoints(face, value), view.Map),
        };
    }

    // The scale of the reading that a question asks for.
    private static (string Prompt, GaugeScale Asked, string Answer) AskScale(
        Random rng,
        GaugeScale scale,
        SecondScale? second
    )
    {
        var ofSecond = second is not null && rng.Chance(0.6);
        var asked = ofSecond ? second!.Scale : scale;
        var question =
            second is null && rng.Chance(0.4)
                ? FrameTasks.Gauge.DrawPrompt(rng, 0.4)
                : UnitQuestions.Draw(rng, "gauge", asked, asked.Range).Prompt;
        return (FrameTasks.Scale.About(question), asked, (ofSecond ? second!.Printed : scale).Range);
    }

    // In the glass: some of the numbers are pale then.
    private static void DrawReflections(Random rng, SKCanvas canvas, GaugeFace face)
    {
        canvas.Save();
        using var glass = new SKPath();
        if (face.IsPanel)
            glass.AddRect(face.Area);
        else
            glass.AddOval(face.Area);
        canvas.ClipPath(glass, antialias: true);
        WindowGlass.Reflect(rng, canvas, face.Area);
        canvas.Restore();
    }

    // Numbers, unit and small print; how long a tail of the needle may be beside them.
    private float DrawLettering(Random rng, SKCanvas canvas, GaugeFace face, double value, SecondScale? second)
    {
        var lettering = fonts.TextFace(rng);
        using var ink = Palette.Fill(face.Ink);
        foreach (var number in face.Scale.Numbers.Where((_, i) => i % face.PrintedEvery == 0))
        {
            var angle = face.Direction(number) * MathF.PI / 180;
            var text = face.Scale.Print(number);
            var stretch = Math.Min(face.Stretch, face.NumberWidth / (lettering.Measure(text) * face.NumberHeight));
            lettering.DrawCentred(
                canvas,
                text,
                MathF.Sin(angle) * face.NumberRadius,
                -MathF.Cos(angle) * face.NumberRadius,
                face.NumberHeight,
                ink,
                stretch
            );
        }

        var place = face.PlaceUnit(rng, value);
        var unit = face.Scale.Unit == "m3/h" && rng.Chance(0.7) ? "m³/h" : face.Scale.Unit;
        var height = rng.Between(0.17, 0.26) * (second is null ? 1 : 0.7f);
        second?.Draw(rng, canvas, face, lettering, new SKPoint(place.X, place.Y + (height * 1.1f)));
        lettering.DrawCentred(
            canvas,
            unit,
            place.X,
            place.Y,
            height,
            ink,
            Math.Min(1, face.UnitWidth(place) / (lettering.Measure(unit) * height))
        );
        if (rng.Chance(0.4) && !face.IsPanel)
        {
            var other = place.Y > 0 ? -0.3f : 0.35f;
            lettering.DrawCentred(canvas, SmallPrint.Draw(rng), 0, other, rng.Between(0.06, 0.1), ink);
        }

        if (varied)
            GaugeDecor.DrawPrint(rng, canvas, face, lettering, place, height);
        return face.TailRoom(value, place, height);
    }
}
