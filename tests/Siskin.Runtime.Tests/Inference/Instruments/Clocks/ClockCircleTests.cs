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

        var circles = ClockCircle.Of(400, 200, points, new FrameRegion(0.5, 0, 0.25, 0.5));

        Assert.Equal(new ClockCircle(100, 100, 40), circles[0]);
        Assert.All(circles.Skip(1).Take(2), circle => Assert.Equal((250, 50), (circle.X, circle.Y)));
        Assert.Equal(31, circles[1].Radius, 1e-9);
        Assert.All(circles.Skip(3), circle => Assert.Equal((200, 100), (circle.X, circle.Y)));
        Assert.Equal(76, circles[3].Radius, 1e-9);
    }

    [Fact]
    public void Circles_of_a_few_pixels_are_none() => Assert.Empty(ClockCircle.Of(20, 20, null, null));
}
