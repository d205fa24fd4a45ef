using Siskin.Runtime.Inference.Instruments.Clocks;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class FrameEdgesTests
{
    [Fact]
    public void An_edge_is_one_pixel_wide_and_points_to_where_it_is_lighter()
    {
        using var frame = Rims.Frame(200, 100);
        using (var canvas = new SKCanvas(frame))
        using (var white = new SKPaint { Color = SKColors.White })
            canvas.DrawRect(120, 0, 80, 100, white);

        var edges = Of(frame, new SKRect(0, 0, 200, 100), 100);

        Assert.Equal((100, 50), (edges.Width, edges.Height));
        Assert.All(edges.All, edge => Assert.Equal((1, 0), (edge.Across, edge.Down)));
        Assert.InRange(edges.All.Count, 40, 2 * 46); // a column, two where both sides of it are alike
        Assert.All(edges.All, edge => Assert.InRange(edge.X, 59, 60));
    }

    [Fact]
    public void A_circle_of_a_part_is_told_in_pixels_of_the_frame()
    {
        using var frame = Rims.Frame(200, 100);

        var circle = Of(frame, new SKRect(100, 20, 180, 60), 40).InFrame(new ClockCircle(9.5, 4.5, 3));

        Assert.Equal(new ClockCircle(120, 30, 6), circle);
    }

    private static FrameEdges Of(SKBitmap frame, SKRect part, int side)
    {
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels);
        return FrameEdges.Of(image, part, side);
    }
}
