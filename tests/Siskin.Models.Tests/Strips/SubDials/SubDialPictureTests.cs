using Siskin.Models.Strips;
using Siskin.Models.Strips.SubDials;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Strips.SubDials;

public sealed class SubDialPictureTests : IDisposable
{
    // A quarter of a turn from zero, which leans 90 degrees less 64 places.
    private static readonly ScaleKeypoints Points = new(new(0.4, 0.5), new(0.4, 0.1), new(0.4, 0.1), new(0.8, 0.5));

    private readonly SKBitmap _frame = new(new SKImageInfo(100, 100, SKColorType.Rgba8888, SKAlphaType.Opaque));

    public void Dispose() => _frame.Dispose();

    [Theory]
    [InlineData(0, false, 64, 0)]
    [InlineData(Math.PI / 2, false, 0, 192)]
    [InlineData(0, true, 192, 0)]
    public void Its_directions_are_those_about_its_own_pivot(double turn, bool mirrored, double needle, double zero)
    {
        _frame.Erase(SKColors.White);

        var sample = SubDialPicture.Of(_frame, Points)!.Unroll(new DialView(0.1, -0.05, 1, turn, mirrored));

        Assert.Equal(needle, sample.Targets[0], 1e-6);
        Assert.Equal(zero, sample.Targets[1], 1e-6);
    }

    [Fact]
    public void What_is_no_dial_has_no_directions() =>
        Assert.All(
            SubDialPicture.Nothing(_frame).Unroll(DialView.Plain).Targets,
            target => Assert.Equal(StripSample.Nowhere, target)
        );

    [Fact]
    public void A_scale_without_a_pivot_is_none() =>
        Assert.Null(SubDialPicture.Of(_frame, Points with { Pivot = null }));
}
