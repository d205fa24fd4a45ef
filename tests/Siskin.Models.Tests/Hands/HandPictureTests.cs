using Siskin.Models.Hands;
using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Hands;

public sealed class HandPictureTests
{
    private const double Nowhere = StripSample.Nowhere;

    // A clock in a frame twice as wide as high: twelve above, the minute hand to the right, the hour hand below.
    private static readonly ScaleKeypoints Clock = new(
        new(0.25, 0.5),
        new(0.25, 0.1),
        new(0.25, 0.1),
        new(0.45, 0.5),
        new(0.25, 0.7)
    );

    [Fact]
    public void Tips_of_a_clock_are_told_and_its_second_hand_where_the_time_has_seconds()
    {
        using var frame = Frame();

        Assert.Equal([Nowhere, 64, 128, 192], Targets(frame, Clock, "6:15:45"));
        Assert.Equal([Nowhere, 64, 128, double.NaN], Targets(frame, Clock, "6:15"));
    }

    [Fact]
    public void A_gauge_has_a_needle_and_no_hand_of_a_clock()
    {
        using var frame = Frame();

        Assert.Equal([64, Nowhere, Nowhere, Nowhere], Targets(frame, Clock with { HourHand = null }, "7.5"));
    }

    [Fact]
    public void About_another_middle_tips_are_told_as_they_are_seen_from_there()
    {
        using var frame = Frame();
        var picture = HandPicture.Of(frame, Clock, null)!;

        var targets = picture.Unroll(new DialView(0, -1, 1.1)).Targets;

        Assert.Equal(96, targets[(int)DialHand.Minute], 1e-6); // from above it lies between right and below
        Assert.Equal(128, targets[(int)DialHand.Hour], 1e-6);
    }

    [Fact]
    public void Straight_scales_and_dials_of_a_few_pixels_are_none()
    {
        using var frame = Frame();
        using var small = new SKBitmap(30, 15);

        Assert.Null(HandPicture.Of(frame, Clock with { Pivot = null }, null));
        Assert.Null(HandPicture.Of(small, Clock, null));
    }

    [Fact]
    public void What_is_no_dial_has_nothing_anywhere()
    {
        using var frame = Frame();

        Assert.All(
            HandPicture.Nothing(frame, 50, 50, 20).Unroll(DialView.Plain).Targets,
            target => Assert.Equal(Nowhere, target)
        );
    }

    [Fact]
    public void A_draw_of_a_seed_is_the_same_and_what_it_says_is_turned_with_the_picture()
    {
        using var frame = Frame();
        var samples = new HandSamples(([HandPicture.Of(frame, Clock, null)!], 1), ([], 1));

        var (one, again, other) = (Draw(1), Draw(1), Draw(2));

        Assert.Equal(one.Pixels, again.Pixels);
        Assert.Equal(one.Targets, again.Targets);
        Assert.NotEqual(one.Targets, other.Targets);
        // A quarter of a turn apart, as seen from a middle that is a little off.
        var apart = Math.Abs(Math.IEEERemainder(one.Targets[1] - one.Targets[2], DialPicture.Angles));
        Assert.InRange(apart, 45, 83);

        StripSample Draw(int seed) => samples.Draw(new Random(seed));
    }

    [Fact]
    public void Without_a_picture_there_is_nothing_to_draw() =>
        Assert.Contains(
            "no picture of a dial",
            Assert.Throws<InvalidDataException>(() => new HandSamples(([], 1))).Message,
            StringComparison.Ordinal
        );

    private static double[] Targets(SKBitmap frame, ScaleKeypoints points, string answer) =>
        [
            .. HandPicture
                .Of(frame, points, ClockTime.Parse(answer))!
                .Unroll(DialView.Plain)
                .Targets.Select(target => Math.Round(target, 6)),
        ];

    private static SKBitmap Frame()
    {
        var frame = new SKBitmap(new SKImageInfo(200, 100, SKColorType.Rgba8888, SKAlphaType.Opaque));
        frame.Erase(SKColors.White);
        return frame;
    }
}
