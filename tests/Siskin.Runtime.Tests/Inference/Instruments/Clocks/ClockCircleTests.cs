using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockCircleTests
{
    [Fact]
    public void What_the_model_sees_comes_before_what_it_finds_and_what_fills_the_frame()
    {
        var points = new ScaleKeypoints(new(0.25, 0.5), new(0.25, 0.3), null, new(0.3, 0.5));

        var circles = ClockCircle.Of(400, 200, points, new FrameRegion(0.5, 0, 0.25, 0.5)).ToArray();

        Assert.Equal(
            [new ClockCircle(100, 100, 40), new ClockCircle(250, 50, 28), new ClockCircle(200, 100, 76)],
            circles.Select(circle => circle with { Radius = Math.Round(circle.Radius, 9) })
        );
    }

    [Theory]
    [InlineData(100, 100, 50, true)]
    [InlineData(104, 100, 46, true)]
    [InlineData(112, 100, 50, false)]
    [InlineData(100, 100, 42, false)]
    public void Circles_are_alike_by_middle_and_size(double x, double y, double radius, bool alike)
    {
        var (one, other) = (new ClockCircle(100, 100, 50), new ClockCircle(x, y, radius));

        Assert.Equal((alike, alike), (one.IsLike(other, 0.2, 0.9), other.IsLike(one, 0.2, 0.9)));
    }
}
