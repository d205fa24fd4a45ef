using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class TurnedFrameTests
{
    [Fact]
    public void A_frame_turns_around_its_middle_and_keeps_its_size()
    {
        using var frame = Frames.RedThenBlue(200, 100);

        using var turned = TurnedFrame.Of(frame, 2);

        Assert.Equal((200, 100), (turned.Width, turned.Height));
        // Clockwise: the border between both leans to the right above the middle, 1.7 pixels at the edge.
        Assert.Equal(SKColors.Red, turned.GetPixel(100, 0));
        Assert.Equal(SKColors.Blue, turned.GetPixel(99, 99));
        Assert.Equal(SKColors.Red, turned.GetPixel(0, 0)); // beyond the edge as the edge
        Assert.Equal(SKColors.Blue, turned.GetPixel(199, 99));
    }

    [Fact]
    public void A_part_of_a_frame_is_turned_like_a_frame()
    {
        using var frame = Frames.RedThenBlue(200, 100);
        using var part = new FrameRegion(0.25, 0.25, 0.5, 0.5).CutOut(frame);

        using var turned = TurnedFrame.Of(part, -2);

        Assert.Equal((100, 50), (turned.Width, turned.Height));
        Assert.Equal(SKColors.Red, turned.GetPixel(10, 25));
        Assert.Equal(SKColors.Blue, turned.GetPixel(90, 25));
    }
}
