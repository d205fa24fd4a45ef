using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ScaleKeypointsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(135, 0.5)]
    [InlineData(270, 1)]
    [InlineData(27, 0.1)]
    [InlineData(300, 1)] // in the gap, nearer to the last mark
    [InlineData(340, 0)] // nearer to the first
    public void A_needles_way_is_its_angle_between_the_marks(double degreesBehindFirst, double way)
    {
        var points = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(-135), At(135), At(degreesBehindFirst - 135, 0.2));

        Assert.Equal(way, points.Way(1)!.Value, 1e-9);
    }

    [Fact]
    public void A_wide_frame_does_not_bend_its_angles()
    {
        var round = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(-135), At(135), At(-60));
        var wide = round.Select(point => new FramePoint(0.5 + ((point.X - 0.5) / 2), point.Y));

        Assert.Equal(round.Way(1)!.Value, wide.Way(2)!.Value, 1e-9);
    }

    [Theory]
    [InlineData(0.75, 0.25)] // a quarter of the way up
    [InlineData(0.95, 0)] // below the first mark
    public void A_straight_scale_is_measured_along_its_length(double y, double way)
    {
        var points = new ScaleKeypoints(null, new FramePoint(0.4, 0.9), new FramePoint(0.4, 0.3), null)
        {
            Needle = new FramePoint(0.45, y),
        };

        Assert.Equal(way, points.Way(1)!.Value, 1e-9);
    }

    [Fact]
    public void A_scale_whose_marks_are_one_is_a_whole_turn()
    {
        var points = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(0), At(0), At(90));

        Assert.Equal(0.25, points.Way(1)!.Value, 1e-9);
        // The first and the last mark are one, seen twice.
        Assert.Equal(88.5 / 360, (points with { Last = At(3) }).Way(1)!.Value, 1e-9);
        Assert.Equal(91.5 / 360, (points with { Last = At(-3) }).Way(1)!.Value, 1e-9);
        Assert.Equal(0.5 / 360, (points with { Last = At(-3), Needle = At(-1) }).Way(1)!.Value, 1e-9);
        Assert.False((points with { Last = At(-15) }).IsClosed(1)); // a barometer
    }

    [Theory]
    [InlineData(75, 2.5)]
    [InlineData(357, 11.9)]
    public void The_hour_hand_of_a_clock_turns_from_the_mark_of_twelve(double degrees, double hours)
    {
        var points = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(10), At(8), At(90), At(9 + degrees, 0.2));

        Assert.Equal(hours, points.Hours(1)!.Value, 1e-9);
        Assert.Null((points with { HourHand = null }).Hours(1));
        Assert.Null((points with { Pivot = null }).Hours(1));
        Assert.Null((points with { Last = At(280) }).Hours(1)); // a gauge
    }

    [Fact]
    public void Without_a_mark_or_a_length_there_is_no_way()
    {
        var points = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(-135), At(135), At(0));

        Assert.Null((points with { Last = null }).Way(1));
        Assert.Null((points with { Needle = null }).Way(1));
        Assert.Null((points with { Pivot = null, Last = points.First }).Way(1));
        Assert.Null(ScaleKeypoints.None.Way(1));
    }

    [Fact]
    public void A_round_scale_fills_the_square_about_its_pivot()
    {
        var points = new ScaleKeypoints(new FramePoint(0.5, 0.5), At(-135, 0.1), At(135, 0.2), At(0, 0.15));

        var square = points.Extent(1, 0.5)!.Value;
        Assert.Equal((0.2, 0.2, 0.6, 0.6), Rounded(square)); // 1.5 times 0.2 each way
        Assert.Equal((0.35, 0.2, 0.3, 0.6), Rounded(points.Select(Narrowed).Extent(2, 0.5)!.Value));
        Assert.Null((points with { First = null }).Extent(1, 0.5));

        static FramePoint Narrowed(FramePoint point) => new(0.5 + ((point.X - 0.5) / 2), point.Y);
    }

    [Fact]
    public void What_a_straight_scale_fills_ends_at_the_frame()
    {
        var points = new ScaleKeypoints(
            null,
            new FramePoint(0.1, 0.9),
            new FramePoint(0.1, 0.1),
            new FramePoint(0.1, 0.5)
        );

        Assert.Equal((0, 0, 0.6, 1), Rounded(points.Extent(1, 0.25)!.Value));
    }

    [Fact]
    public void Points_of_a_part_lie_in_the_whole()
    {
        var point = new FramePoint(0.5, 0.25).Within(new FrameRegion(0.2, 0.4, 0.5, 0.4));

        Assert.Equal(0.45, point.X, 1e-9);
        Assert.Equal(0.5, point.Y, 1e-9);
        Assert.True(point.IsInside);
        Assert.False(new FramePoint(1, 0.5).IsInside);
    }

    private static (double, double, double, double) Rounded(FrameRegion region) =>
        (Math.Round(region.X, 6), Math.Round(region.Y, 6), Math.Round(region.Width, 6), Math.Round(region.Height, 6));

    private static FramePoint At(double degrees, double radius = 0.4) =>
        new(0.5 + (radius * Math.Sin(degrees * Math.PI / 180)), 0.5 - (radius * Math.Cos(degrees * Math.PI / 180)));
}
