using Siskin.Agent.Frames;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using SkiaSharp;

namespace Siskin.Agent.Tests.Frames;

public sealed class FrameViewTests
{
    [Fact]
    public void A_crop_in_pixels_takes_exactly_its_pixels()
    {
        using var cut = Cut(8, 6, new ViewedPart(0, new CropArea(2, 1, 3, 4, Fractions: false)));

        Assert.Equal((3, 4), (cut.Width, cut.Height));
        ForEach(cut, (x, y, color) => Assert.Equal(TestFrames.ColorAt(x + 2, y + 1), color));
    }

    [Fact]
    public void A_crop_in_fractions_follows_the_size_of_the_frame()
    {
        using var cut = Cut(8, 6, new ViewedPart(0, new CropArea(0.25, 0.5, 0.5, 0.5, Fractions: true)));

        Assert.Equal((4, 3), (cut.Width, cut.Height));
        ForEach(cut, (x, y, color) => Assert.Equal(TestFrames.ColorAt(x + 2, y + 3), color));
    }

    [Fact]
    public void A_crop_that_reaches_over_the_edge_ends_at_it()
    {
        using var cut = Cut(8, 6, new ViewedPart(0, new CropArea(6, 4, 100, 100, Fractions: false)));

        Assert.Equal((2, 2), (cut.Width, cut.Height));
        Assert.Equal(TestFrames.ColorAt(7, 5), cut.GetPixel(1, 1));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-270)]
    public void A_quarter_turn_clockwise_moves_every_pixel(double degrees)
    {
        using var cut = Cut(5, 3, new ViewedPart(degrees, null));

        Assert.Equal((3, 5), (cut.Width, cut.Height));
        ForEach(cut, (x, y, color) => Assert.Equal(TestFrames.ColorAt(y, 2 - x), color));
    }

    [Fact]
    public void A_half_turn_moves_every_pixel()
    {
        using var cut = Cut(5, 4, new ViewedPart(180, null));

        ForEach(cut, (x, y, color) => Assert.Equal(TestFrames.ColorAt(4 - x, 3 - y), color));
    }

    [Fact]
    public void Three_quarters_and_a_crop_are_done_in_this_order()
    {
        using var cut = Cut(5, 3, new ViewedPart(270, new CropArea(0, 0, 2, 2, Fractions: false)));

        ForEach(cut, (x, y, color) => Assert.Equal(TestFrames.ColorAt(4 - y, x), color));
    }

    [Fact]
    public void A_slanted_turn_keeps_the_whole_frame_with_black_corners()
    {
        using var cut = Cut(20, 20, new ViewedPart(45, null));

        Assert.Equal((29, 29), (cut.Width, cut.Height));
        Assert.Equal(SKColors.Black, cut.GetPixel(0, 0));
        Assert.Equal(200, cut.GetPixel(14, 14).Blue);
        // What was the upper left corner is at the top now, and keeps its colour.
        var top = cut.GetPixel(14, 2);
        Assert.InRange(top.Red, 0, 30);
        Assert.InRange(top.Green, 0, 30);
    }

    [Fact]
    public void A_crop_outside_of_the_frame_is_refused()
    {
        using var frame = TestFrames.Bitmap(8, 6);

        var view = new ViewedPart(0, new CropArea(8, 0, 4, 4, Fractions: false));
        var rejection = FrameView.Cut(frame, view, 1_000, out var cut);

        Assert.Null(cut);
        Assert.Equal("The crop lies outside of the frame, which is 8 x 6 pixels.", rejection!.Message);
    }

    [Fact]
    public void A_strip_that_would_grow_too_large_is_refused_and_a_square_is_not()
    {
        using var strip = TestFrames.Bitmap(1_000, 1);
        using var square = TestFrames.Bitmap(25, 25);
        using var oblong = TestFrames.Bitmap(100, 25); // becomes 89 x 89, three times as many pixels

        Assert.Equal(413, FrameView.Cut(strip, new ViewedPart(45, null), 1_000, out _)!.Code);
        Assert.Equal(413, FrameView.Cut(oblong, new ViewedPart(45, null), 2_500, out _)!.Code);
        Assert.Null(FrameView.Cut(square, new ViewedPart(45, null), 625, out var cut));
        cut!.Dispose();
    }

    private static SKBitmap Cut(int width, int height, ViewedPart view)
    {
        using var frame = TestFrames.Bitmap(width, height);
        Assert.Null(FrameView.Cut(frame, view, 10_000, out var cut));
        return cut!;
    }

    private static void ForEach(SKBitmap bitmap, Action<int, int, SKColor> check)
    {
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
                check(x, y, bitmap.GetPixel(x, y));
        }
    }
}
