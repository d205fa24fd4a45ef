using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments.Straight;
using SkiaSharp;
using Read = Siskin.Runtime.Inference.Instruments.Straight.StraightScale;

namespace Siskin.Models.Strips.Columns;

/// <summary>Drawn instruments with a straight scale, of which everything is known.</summary>
/// <param name="fonts">Of their numbers.</param>
internal sealed class DrawnColumns(FrameFonts fonts)
{
    // As a reader finds it: with so many numerals, each at most so far from its place, of its height.
    private const int FewestNumerals = 3;
    private const double Found = 0.8,
        Off = 0.06;

    private static readonly Viewpoint Viewpoint = new()
    {
        LongSide = (150, 600),
        Margin = (-0.01, 0.1),
        Rotation = 12,
        Perspective = 0.04,
    };

    /// <summary>Draws one; null where too few of its numerals are to be seen.</summary>
    public ColumnView? Draw(Random rng)
    {
        var kind = rng.Chance(0.85) ? StraightKind.Thermometer : StraightKind.SightGlass;
        var board = new Data.Frames.StraightScale(rng, fonts, kind, rng.Chance(0.6) ? rng.Between(-0.1, 0.4) : 0);
        var value = board.Scale.Low + (board.Scale.Span * rng.Between(0.01, 0.99));
        var view = Viewpoint.Place(rng, board.Area);
        using var bitmap = view.Render(board.Surroundings, canvas => board.Draw(rng, canvas, value));
        var isSecond = board.IsBothSided && rng.Chance(0.5);
        var shown = isSecond && board.Other is { } other ? other : board.Scale;
        var numerals = Numerals(rng, board, shown, isRight: board.IsMirrored != isSecond, view, bitmap.Info.Rect);
        if (numerals.Count < FewestNumerals)
            return null;
        var hardness = rng.NextDouble();
        Lighting.Apply(rng, bitmap, hardness * 0.6);
        var detail = view.Scale * board.NumberHeight;
        using var taken = Taken(rng, bitmap, new Drawing(bitmap, "", Scoring.Exact, detail), hardness);
        var scale = new Read(numerals, numerals.Count);
        var end = view.Map.MapPoint(new SKPoint(0, board.At(value)));
        var reading = shown == board.Scale ? value : board.Converted(value);
        return new ColumnView(new ColourPixels(taken), scale, scale.Of(end.X, end.Y).Along, scale.Place(reading));
    }

    // As many pixels as before, so that places stay.
    private static SKBitmap Taken(Random rng, SKBitmap bitmap, Drawing drawing, double hardness)
    {
        using var decoded = SKBitmap.Decode(Capture.Take(rng, bitmap, drawing, hardness)!);
        return decoded.Resize(bitmap.Info, new SKSamplingOptions(SKFilterMode.Linear));
    }

    private static List<ScaleNumeral> Numerals(
        Random rng,
        Data.Frames.StraightScale board,
        GaugeScale shown,
        bool isRight,
        View view,
        SKRectI frame
    )
    {
        var numerals = new List<ScaleNumeral>();
        foreach (var (value, middle, size) in board.Numerals(shown, isRight))
        {
            var at = view.Map.MapPoint(middle);
            var (width, height) = (size.Width * view.Scale, size.Height * view.Scale);
            if (!frame.Contains((int)at.X, (int)at.Y) || !rng.Chance(Found))
                continue;
            var (right, down) = (Off * height * rng.Gaussian(), Off * height * rng.Gaussian());
            numerals.Add(
                new ScaleNumeral(
                    value,
                    at.X + right,
                    at.Y + down,
                    width * rng.Between(1, 1.3),
                    height * rng.Between(1, 1.35),
                    1
                )
            );
        }

        return numerals;
    }
}
