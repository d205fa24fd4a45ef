using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

/// <summary>The points of drawn scales against the needle's way that was drawn.</summary>
public sealed class DrawnKeypointsTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.9)]
    public void The_way_between_them_is_the_one_that_was_drawn(bool varied, double scenes)
    {
        var synthesizer = new FrameSynthesizer(
            FrameFonts.Discover(),
            new FrameOptions
            {
                IsVaried = varied,
                SceneShare = scenes,
                UnreadableShare = 0,
            }
        );

        var apart = Enumerable.Range(0, 60).Select(seed => Apart(synthesizer.Next("deflection", seed, 0))).ToList();

        // A face that is seen from aside turns its angles; a point beyond the frame leaves none.
        Assert.True(apart.Count(each => each is null) <= 12, $"{apart.Count(each => each is null)} have no way");
        Assert.All(apart.OfType<double>(), each => Assert.InRange(each, 0, 6));
        Assert.InRange(apart.OfType<double>().Average(), 0, 1.5);
    }

    [Theory]
    [InlineData("counter")]
    [InlineData("dial")] // closed, and read in tenths of a turn
    public void Frames_of_what_has_no_scale_say_so(string task) =>
        Assert.Equal(ScaleKeypoints.None, FrameSynthesizer.Usual.Next(task, 5).Keypoints);

    private static double? Apart(Sample sample)
    {
        using var frame = SKBitmap.Decode(sample.Frame);
        var drawn = double.Parse(sample.Answer.TrimEnd('%', ' '), CultureInfo.InvariantCulture);
        return sample.Keypoints!.Way((double)frame.Width / frame.Height) is { } way
            ? Math.Abs((100 * way) - drawn)
            : null;
    }
}
