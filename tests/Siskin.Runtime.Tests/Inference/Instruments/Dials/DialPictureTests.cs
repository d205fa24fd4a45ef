using Siskin.Runtime.Inference.Instruments.Dials;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

public sealed class DialPictureTests
{
    private const int Plane = DialPicture.Radii * DialPicture.Angles;

    [Fact]
    public void A_hand_is_a_dark_line_at_its_angle_as_far_as_it_reaches()
    {
        using var frame = HandGraph.Clock(15); // to the right, and a short one half an hour before one
        var strip = Unroll(frame, DialView.Plain);

        Assert.InRange(Level(strip, 15, 64), 0, 60); // 36 of 70 pixels
        Assert.InRange(Level(strip, 22, 64), 0, 90); // 54 pixels
        Assert.InRange(Level(strip, 28, 64), 250, 255); // 68 pixels
        Assert.InRange(Level(strip, 15, 192), 250, 255);
        Assert.InRange(Level(strip, 10, 5), 0, 90);
    }

    [Fact]
    public void It_can_begin_elsewhere_and_run_the_other_way()
    {
        using var frame = HandGraph.Clock(15);

        Assert.InRange(Level(Unroll(frame, DialView.Plain with { Turn = Math.PI / 4 }), 15, 32), 0, 60);
        Assert.InRange(Level(Unroll(frame, DialView.Plain with { IsMirrored = true }), 15, 192), 0, 60);
    }

    [Fact]
    public void What_is_beyond_the_frame_is_grey_and_colours_lie_one_behind_the_other()
    {
        using var frame = new SKBitmap(new SKImageInfo(100, 100, SKColorType.Bgra8888, SKAlphaType.Opaque));
        frame.Erase(new SKColor(250, 150, 50));
        var strip = new byte[DialPicture.StripValues];
        DialPicture.Of(frame, 50, 50, 70).Unroll(DialView.Plain, strip);

        Assert.Equal([250, 150, 50], [strip[0], strip[Plane], strip[2 * Plane]]);
        Assert.Equal(128, Level(strip, 31, 64));
    }

    [Theory]
    [InlineData(0, -1, 0)]
    [InlineData(1, 0, 0.25)]
    [InlineData(0, 1, 0.5)]
    [InlineData(-1, 0, 0.75)]
    public void Angles_grow_clockwise_from_above(double x, double y, double turn)
    {
        Assert.Equal(turn * Math.Tau, DialView.Plain.AngleOf(x, y), 1e-9);
        var other = new DialView(0.5, -0.5, 1, Math.PI / 2, IsMirrored: true);
        Assert.Equal((1.25 - turn) % 1 * Math.Tau, other.AngleOf(x + 0.5, y - 0.5), 1e-9);
    }

    private static byte[] Unroll(SKBitmap frame, DialView view)
    {
        var strip = new byte[DialPicture.StripValues];
        DialPicture.Of(frame, 100, 100, 70).Unroll(view, strip);
        return strip;
    }

    private static byte Level(byte[] strip, int radius, int angle) => strip[(radius * DialPicture.Angles) + angle];
}
