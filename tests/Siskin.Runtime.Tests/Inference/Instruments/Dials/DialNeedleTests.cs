using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Needles that are drawn a few degrees from where a model sees them.</summary>
public sealed class DialNeedleTests
{
    private static readonly FramePoint Pivot = new(0.5, 0.5);

    [Theory]
    [InlineData(30, 36, 2, "black", "white")]
    [InlineData(30, 24, 6, "black", "white")]
    [InlineData(-170, -176, 4, "white", "black")] // across where angles start anew
    [InlineData(100, 108, 4, "red", "white")]
    [InlineData(200, 195, 4, "orange", "black")]
    public void It_is_found_in_any_colour(double seen, double drawn, float width, string needle, string face)
    {
        using var frame = Frame(face);
        Draw(frame, drawn, width, needle);

        AssertAt(drawn, DialNeedle.Refine(frame, Pivot, Dial.At(seen, 0.4)));
    }

    [Fact]
    public void A_wide_needle_is_read_in_its_middle()
    {
        using var frame = Frame("white");
        Draw(frame, 66, 14, "black");

        AssertAt(66, DialNeedle.Refine(frame, Pivot, Dial.At(60, 0.4)));
    }

    [Fact]
    public void Another_line_far_from_where_the_model_sees_it_is_none()
    {
        using var frame = Frame("white");
        Draw(frame, 30, 4, "gray");
        Draw(frame, 60, 4, "black");

        AssertAt(30, DialNeedle.Refine(frame, Pivot, Dial.At(32, 0.4)));
    }

    [Fact]
    public void An_empty_face_leaves_it_where_it_is()
    {
        using var frame = Frame("white");

        Assert.Equal(Dial.At(32, 0.4), DialNeedle.Refine(frame, Pivot, Dial.At(32, 0.4)));
    }

    [Fact]
    public void A_dial_of_a_few_pixels_tells_no_more_than_the_model()
    {
        using var frame = Frame("white");
        Draw(frame, 36, 2, "black");

        Assert.Equal(Dial.At(30, 0.04), DialNeedle.Refine(frame, Pivot, Dial.At(30, 0.04)));
    }

    [Fact]
    public void Grey_frames_are_left_to_the_model()
    {
        using var frame = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Gray8, SKAlphaType.Opaque));

        Assert.Equal(Dial.At(30, 0.4), DialNeedle.Refine(frame, Pivot, Dial.At(30, 0.4)));
    }

    private static void AssertAt(double degrees, FramePoint point)
    {
        var expected = Dial.At(degrees, 0.4);
        Assert.Equal(expected.X, point.X, 0.008); // a degree
        Assert.Equal(expected.Y, point.Y, 0.008);
    }

    private static SKBitmap Frame(string face)
    {
        var frame = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(Colour(face));
        return frame;
    }

    private static void Draw(SKBitmap frame, double degrees, float width, string colour)
    {
        using var canvas = new SKCanvas(frame);
        using var paint = new SKPaint
        {
            Color = Colour(colour),
            StrokeWidth = width,
            IsAntialias = true,
        };
        var tip = Dial.At(degrees, 0.42);
        canvas.DrawLine(100, 100, (float)tip.X * 200, (float)tip.Y * 200, paint);
        canvas.Flush();
    }

    private static SKColor Colour(string name) =>
        name switch
        {
            "black" => SKColors.Black,
            "white" => SKColors.White,
            "red" => SKColors.Red,
            "orange" => SKColors.Orange,
            _ => SKColors.Gray,
        };
}
