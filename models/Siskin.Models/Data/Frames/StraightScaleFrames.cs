using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Instruments with a straight, upright scale: thermometers with one or two scales, sight glasses, flow tubes; whole,
/// or close by with a part of the scale.
/// </summary>
internal sealed class StraightScaleFrames(FrameFonts fonts, GaugeQuestion question) : IInstrument
{
    // Share of the span within which a reading counts as right.
    private const double Tolerance = 0.02;

    public Drawing Draw(Random rng)
    {
        var kind = rng.Weighted(8, 1, 1) switch
        {
            0 => StraightKind.Thermometer,
            1 => StraightKind.SightGlass,
            _ => StraightKind.FlowTube,
        };
        var board = new StraightScale(rng, fonts, kind);
        var value = board.Scale.Low + (board.Scale.Span * rng.Between(0.01, 0.99));
        var body = question == GaugeQuestion.Value && rng.Chance(0.35) ? CloseBy(rng, board, value) : board.Area;
        var viewpoint = new Viewpoint
        {
            LongSide = (170, 330),
            Margin = (-0.01, 0.06),
            Rotation = 12,
            Perspective = 0.05,
        };
        var view = viewpoint.Place(rng, body);
        var bitmap = view.Render(board.Surroundings, canvas => board.Draw(rng, canvas, value));
        var (prompt, asked, answer, score) = Ask(rng, board, value);
        return new Drawing(bitmap, answer, score, view.Scale * board.NumberHeight)
        {
            Body = view.Pixels(body),
            Prompt = prompt,
            Keypoints = Drawing.Map(board.Keypoints(asked, value), view.Map),
        };
    }

    // At least two numbers and the end of the column are in the picture.
    private static SKRect CloseBy(Random rng, StraightScale board, double value)
    {
        var half = rng.Between(Math.Min(0.9, board.Spacing * 1.15), 1);
        var middle = board.At(value) + (half * rng.Between(-0.6, 0.6));
        middle = Math.Clamp(middle, Math.Min(0, -1.1f + half), Math.Max(0, 1.1f - half));
        return new SKRect(board.Area.Left, middle - half, board.Area.Right, middle + half);
    }

    private (string? Prompt, GaugeScale Asked, string Answer, Scoring Score) Ask(
        Random rng,
        StraightScale board,
        double value
    )
    {
        var scale = board.Scale;
        switch (question)
        {
            case GaugeQuestion.Scale when board.Kind == StraightKind.Thermometer && rng.Chance(0.6):
                var of = board.Other is { } second && rng.Chance(0.5) ? second : scale;
                var reading = UnitQuestions.Draw(rng, "thermometer", of, of.Range).Prompt;
                return (FrameTasks.Scale.About(reading), of, of.BetweenNumbers.Range, Scoring.Exact);
            case GaugeQuestion.Scale:
                return (null, scale, scale.Range, Scoring.Exact);
            case GaugeQuestion.Deflection:
                return (null, scale, scale.Deflection(value), new Scoring(ScoringKind.Within, Tolerance * 100));
        }

        var asked = board.Other is { } other && rng.Chance(0.5) ? other : scale;
        var shown = asked == scale ? value : board.Converted(value);
        var score = new Scoring(ScoringKind.Within, Tolerance * asked.Span);
        var answer = Print(asked, shown);
        if (board.Other is not null && rng.Chance(0.15))
        {
            var side = (asked == scale) == board.IsMirrored ? "right" : "left";
            return (
                $"Read the {rng.Pick($"{side} scale", $"scale on the {side} side")} of the thermometer.",
                asked,
                answer,
                score
            );
        }

        if (board.Other is null && rng.Chance(0.4))
            return (
                board.Kind == StraightKind.Thermometer
                    ? rng.Pick("Read the thermometer.", "What is the temperature?")
                    : null,
                asked,
                answer,
                score
            );
        var noun = board.Kind switch
        {
            StraightKind.Thermometer => rng.Pick("thermometer", "thermometer", "gauge"),
            StraightKind.SightGlass => rng.Pick("sight glass", "level gauge"),
            _ => rng.Pick("flow meter", "rotameter"),
        };
        var (prompt, plain) =
            board.Kind == StraightKind.Thermometer
                ? UnitQuestions.Draw(rng, noun, asked, answer)
                : ($"Read the {noun}.", answer);
        return (prompt, asked, plain, score);
    }

    // As finely as such a scale is read: whole degrees where it has thirty-five or more.
    private static string Print(GaugeScale scale, double value) =>
        scale.Answer(
            value,
            scale.Span >= 35 ? 0
                : scale.Span >= 4 ? 1
                : 2
        );
}
