using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class LegibilityTests
{
    private static readonly SKRect Cell = SKRect.Create(10, 5, 20, 30);

    [Fact]
    public void The_weakest_cell_counts_in_its_best_colour()
    {
        using var picture = Picture(
            SKColors.Gray,
            canvas =>
            {
                Fill(canvas, new SKRect(10, 5, 18, 35), SKColors.White);
                Fill(canvas, new SKRect(60, 5, 68, 35), new SKColor(148, 128, 128)); // 20 of red
            }
        );
        Assert.Equal(127, Of(picture, Cell), tolerance: 1.0);
        Assert.Equal(20, Of(picture, Cell, SKRect.Create(60, 5, 20, 30)), tolerance: 1.0);
        Assert.Equal(0, Of(picture, Cell, SKRect.Create(35, 5, 20, 30)), tolerance: 1.0);
    }

    [Fact]
    public void Without_cells_nothing_is_demanded_and_a_cell_outside_cannot_be_seen()
    {
        using var picture = Picture(SKColors.Gray, _ => { });
        Assert.Equal(double.PositiveInfinity, Of(picture));
        Assert.Equal(0, Of(picture, SKRect.Create(200, 5, 20, 30)));
    }

    [Fact]
    public void Single_pixels_and_what_noise_would_show_do_not_count()
    {
        using var picture = Picture(SKColors.Gray, canvas => Fill(canvas, SKRect.Create(15, 15, 1, 1), SKColors.White));
        Assert.InRange(Of(picture, Cell), 1, 15);
        Assert.True(Legibility.OfWeakest(picture, [Cell], 1, noise: 20) < 0);
    }

    [Fact]
    public void Cells_are_scaled_with_the_picture()
    {
        using var picture = Picture(SKColors.Black, canvas => Fill(canvas, new SKRect(10, 5, 18, 35), SKColors.White));
        Assert.Equal(255, Legibility.OfWeakest(picture, [SKRect.Create(5, 2.5f, 10, 15)], 2, 0), tolerance: 1.0);
    }

    [Fact]
    public void A_picture_in_which_a_character_is_gone_is_refused_unless_the_camera_is_perfect()
    {
        // A drawing whose character differs from its ground by less than can be seen with any camera but a perfect one.
        var rng = new Random(3);
        using var view = Picture(SKColors.Gray, _ => { });
        var drawing = new Drawing(view, "8", Scoring.Exact, 20) { Cells = [Cell] };
        Assert.Null(Capture.Take(rng, view, drawing, severity: 0.5));
        Assert.NotNull(Capture.Take(rng, view, drawing, severity: 0.01));
    }

    private static SKBitmap Picture(SKColor ground, Action<SKCanvas> draw)
    {
        var picture = new SKBitmap(new SKImageInfo(100, 40, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(picture);
        canvas.Clear(ground);
        draw(canvas);
        canvas.Flush();
        return picture;
    }

    private static void Fill(SKCanvas canvas, SKRect area, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour };
        canvas.DrawRect(area, paint);
    }

    private static double Of(SKBitmap picture, params SKRect[] cells) =>
        Legibility.OfWeakest(picture, cells, 1, noise: 0);
}
