using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockRingsTests
{
    [Theory]
    [InlineData(230, 150, 70, 0.5)]
    [InlineData(300, 220, 35, 0.5)]
    [InlineData(300, 130, 78, 0.75)]
    public void A_rim_off_the_middle_of_the_place_is_found_to_a_few_hundredths(
        float x,
        float y,
        float radius,
        double width
    )
    {
        using var frame = Rims.Frame(500, 400);
        Rims.DrawWall(frame, 40);
        Rims.Draw(frame, x, y, radius);

        AssertNear(x, y, radius, Of(frame, new FrameRegion(0.25, 0.15, width, 0.6))[0]);
    }

    [Fact]
    public void One_beside_the_place_is_found_in_the_frame()
    {
        using var frame = Rims.Frame(500, 400);
        Rims.Draw(frame, 90, 300, 50);

        AssertNear(90, 300, 50, Of(frame, new FrameRegion(0.7, 0.05, 0.25, 0.3))[0]);
    }

    [Fact]
    public void Without_a_place_all_of_the_frame_is_looked_at()
    {
        using var frame = Rims.Frame(500, 400);
        Rims.Draw(frame, 90, 300, 50);
        Rims.Draw(frame, 350, 120, 80);

        var rings = Of(frame, null);

        Assert.Contains(rings, ring => ring.IsLike(new ClockCircle(90, 300, 50), 0.1, 0.9));
        Assert.Contains(rings, ring => ring.IsLike(new ClockCircle(350, 120, 80), 0.1, 0.9));
    }

    [Fact]
    public void As_much_of_a_rim_counts_as_is_seen()
    {
        using var frame = Rims.Frame(400, 400);
        Rims.Draw(frame, 200, 200, 100, degrees: 180);

        var ring = Of(frame, null)[0];

        AssertNear(200, 200, 100, ring);
        Assert.InRange(ring.Seen, 0.4, 0.65);
    }

    [Fact]
    public void However_much_there_is_in_a_frame_rings_are_few()
    {
        using var frame = Rims.Frame(600, 600);
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
                Rims.Draw(frame, 40 + (75 * column), 40 + (75 * row), 20 + (2 * column));
        }

        Assert.InRange(Of(frame, new FrameRegion(0.2, 0.2, 0.4, 0.4)).Count, 8, 14);
    }

    [Fact]
    public void A_frame_without_edges_has_none()
    {
        using var frame = Rims.Frame(100, 60);

        Assert.Empty(Of(frame, new FrameRegion(0.9, 0.9, 0.1, 0.1)));
    }

    private static void AssertNear(double x, double y, double radius, ClockCircle ring)
    {
        Assert.Equal(x, ring.X, 0.05 * radius);
        Assert.Equal(y, ring.Y, 0.05 * radius);
        Assert.Equal(radius, ring.Radius, 0.1 * radius);
    }

    private static IReadOnlyList<ClockCircle> Of(SKBitmap frame, FrameRegion? place)
    {
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels);
        return ClockRings.Of(image, place);
    }
}
