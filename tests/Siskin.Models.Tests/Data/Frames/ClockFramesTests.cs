using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class ClockFramesTests
{
    [Fact]
    public void Hands_stand_where_the_time_is()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            using var bitmap = Hands(seed, (3, 0, null));

            Assert.NotEqual(SKColors.White, At(bitmap, 0.35f, 0)); // the hour hand at 3
            Assert.NotEqual(SKColors.White, At(bitmap, 0, -0.6f)); // the minute hand at 12
            Assert.Equal(SKColors.White, At(bitmap, 0.7f, 0)); // the hour hand is the short one
            Assert.Equal(SKColors.White, At(bitmap, -0.35f, 0));
            Assert.Equal(SKColors.White, At(bitmap, 0, 0.6f));
        }
    }

    [Fact]
    public void The_hour_hand_moves_on_with_the_minutes()
    {
        using var bitmap = Hands(1, (3, 30, null));
        var (sin, cos) = MathF.SinCos(105 * MathF.PI / 180);

        Assert.NotEqual(SKColors.White, At(bitmap, 0.35f * sin, -0.35f * cos));
        Assert.Equal(SKColors.White, At(bitmap, 0.35f, 0));
    }

    [Fact]
    public void Every_hour_is_drawn_and_seconds_are_told_where_there_is_a_hand_for_them()
    {
        var drawings = Enumerable
            .Range(0, 300)
            .Select(seed => new ClockFrames(FrameFonts.BuiltIn).Draw(new Random(seed)))
            .ToArray();
        foreach (var drawing in drawings)
            drawing.Bitmap.Dispose();

        Assert.Equal(12, drawings.Select(drawing => drawing.Answer.Split(':')[0]).Distinct().Count());
        Assert.InRange(drawings.Count(drawing => drawing.Answer.Split(':').Length == 3), 60, 120);
        Assert.All(drawings, drawing => Assert.Equal(new Scoring(ScoringKind.TimeOfDay, 1), drawing.Score));
    }

    private static SKBitmap Hands(int seed, (int Hour, int Minute, int? Second) time)
    {
        var bitmap = new SKBitmap(400, 400);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Translate(200, 200);
        canvas.Scale(200);
        ClockFrames.DrawHands(new Random(seed), canvas, SKColors.White, time);
        canvas.Flush();
        return bitmap;
    }

    private static SKColor At(SKBitmap bitmap, float x, float y) =>
        bitmap.GetPixel((int)(200 + (200 * x)), (int)(200 + (200 * y)));
}
