using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FrameRegionTests
{
    [Fact]
    public void Padding_ends_at_the_frame()
    {
        var padded = new FrameRegion(0.05, 0.5, 0.5, 0.45).Padded(0.2);

        Assert.Equal(0, padded.X);
        Assert.Equal(0.41, padded.Y, 1e-9);
        Assert.Equal(0.65, padded.Width, 1e-9);
        Assert.Equal(1, padded.Y + padded.Height, 1e-9);
    }

    [Fact]
    public void A_region_of_a_part_is_a_region_of_the_whole()
    {
        var region = new FrameRegion(0.5, 0, 0.5, 1).Within(new FrameRegion(0.2, 0.4, 0.4, 0.5));

        Assert.Equal(0.4, region.X, 1e-9);
        Assert.Equal(0.4, region.Y, 1e-9);
        Assert.Equal(0.2, region.Width, 1e-9);
        Assert.Equal(0.5, region.Height, 1e-9);
    }

    [Theory]
    [InlineData(0, 0, 1, 1, 0.25)]
    [InlineData(0, 0, 0.5, 0.5, 1)]
    [InlineData(0.5, 0.5, 0.5, 0.5, 0)]
    [InlineData(0.25, 0, 0.5, 0.5, 1 / 3.0)]
    [InlineData(0, 0.75, 0.5, 0.25, 0)]
    [InlineData(0.75, 0, 0.25, 0.5, 0)]
    public void Overlap_is_what_both_cover_of_what_either_covers(
        double x,
        double y,
        double w,
        double h,
        double share
    ) => Assert.Equal(share, new FrameRegion(0, 0, 0.5, 0.5).Overlap(new FrameRegion(x, y, w, h)), 1e-9);

    [Fact]
    public void What_is_cut_out_shares_the_pixels_of_the_frame()
    {
        using var frame = Frames.RedThenBlue(100, 40);

        using var cut = new FrameRegion(0.25, 0.5, 0.5, 0.5).CutOut(frame);

        Assert.Equal((50, 20), (cut.Width, cut.Height));
        Assert.Equal(SKColors.Red, cut.GetPixel(24, 0));
        Assert.Equal(SKColors.Blue, cut.GetPixel(25, 19));
        frame.SetPixel(25, 20, SKColors.Green);
        Assert.Equal(SKColors.Green, cut.GetPixel(0, 0));
    }

    [Fact]
    public void The_smallest_region_has_a_pixel()
    {
        Assert.Equal(new SKRectI(9, 9, 10, 10), new FrameRegion(0.999, 0.999, 0.0001, 0.0001).PixelsOf(10, 10));
        Assert.Equal(new SKRectI(0, 0, 10, 10), FrameRegion.Whole.PixelsOf(10, 10));
    }
}
