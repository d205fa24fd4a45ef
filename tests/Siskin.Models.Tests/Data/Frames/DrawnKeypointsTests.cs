using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference;
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

    [Fact]
    public void A_sub_dial_closes_at_its_zero()
    {
        var apart = Readable("dial")
            .Select(sample => Math.IEEERemainder((10 * Way(sample)!.Value) - Number(sample.Answer), 10))
            .ToList();

        Assert.True(apart.Count > 40, $"only {apart.Count} can be read");
        Assert.All(apart, each => Assert.InRange(each, -0.4, 0.4)); // a dial seen from aside
        Assert.InRange(apart.Average(Math.Abs), 0, 0.1);
    }

    [Fact]
    public void The_hands_of_a_clock_are_at_its_time()
    {
        var samples = Readable("clock").ToList();

        Assert.True(samples.Count > 40, $"only {samples.Count} can be read");
        Assert.All(
            samples,
            sample =>
            {
                using var frame = SKBitmap.Decode(sample.Frame);
                var hours = sample.Keypoints!.Hours((double)frame.Width / frame.Height)!.Value;
                var seen = ClockTime.Of(hours, Way(sample)!.Value).Minutes;
                var apart = Math.IEEERemainder(seen - ClockTime.Parse(sample.Answer)!.Value.Minutes, 720);
                Assert.InRange(apart, -3, 3); // a clock seen from aside
            }
        );
    }

    [Fact]
    public void Frames_of_what_has_no_scale_say_so() =>
        Assert.Equal(ScaleKeypoints.None, FrameSynthesizer.Usual.Next("counter", 5).Keypoints);

    private static IEnumerable<Sample> Readable(string task) =>
        Enumerable
            .Range(0, 60)
            .Select(seed => FrameSynthesizer.Usual.Next(task, seed, 0))
            .Where(sample => sample.Answer != Answer.Unreadable);

    private static double Number(string answer) => double.Parse(answer, CultureInfo.InvariantCulture);

    private static double? Way(Sample sample)
    {
        using var frame = SKBitmap.Decode(sample.Frame);
        return sample.Keypoints!.Way((double)frame.Width / frame.Height);
    }

    private static double? Apart(Sample sample)
    {
        return Way(sample) is { } way ? Math.Abs((100 * way) - Number(sample.Answer.TrimEnd('%', ' '))) : null;
    }
}
