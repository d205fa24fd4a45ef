using Siskin.Runtime.Inference.Instruments.Straight;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>How often a frame is looked at for a scale, and where the scale is then.</summary>
public sealed class ScaleFinderTests
{
    private readonly List<(int Width, int Height, int Side)> _looks = [];

    [Fact]
    public void A_scale_that_is_seen_at_once_needs_no_other_look()
    {
        Assert.Equal(40, Find(look: 0)[0].StepPixels, 1e-6);
        Assert.Equal([(200, 480, 480)], _looks);
    }

    [Theory]
    [InlineData(1)] // lies to the left, seen when it is turned counterclockwise
    [InlineData(2)]
    public void A_scale_that_lies_is_found_where_it_is(int look)
    {
        var scale = Find(look, lies: true)[0];

        var (row, tube) = (Thermometer.Row(24), Thermometer.Tube);
        var (along, across) =
            look == 1 ? scale.Of(Thermometer.Height - row, tube) : scale.Of(row, Thermometer.Width - tube);
        Assert.Equal(24, scale.At(along), 1e-6);
        Assert.Equal(40, across, 1e-6);
        Assert.Equal([(480, 200, 480), (200, 480, 480), (200, 480, 480)], _looks);
    }

    [Fact]
    public void A_scale_that_is_small_is_found_from_nearer()
    {
        Assert.Equal(-30, Find(look: 3)[0].Low);
        Assert.Equal(800, _looks[^1].Side);
        Assert.Equal(4, _looks.Count);
    }

    [Fact]
    public void Where_no_time_is_left_the_first_look_is_the_last()
    {
        Assert.Empty(Find(look: 1, isLate: true));
        Assert.Single(_looks);
    }

    // Its numerals are seen in one of the looks only.
    private IReadOnlyList<StraightScale> Find(int look, bool lies = false, bool isLate = false)
    {
        var (width, height) = (Thermometer.Width, Thermometer.Height);
        using var frame = lies ? new SKBitmap(height, width) : new SKBitmap(width, height);
        return new ScaleFinder(Read).Find(frame, () => isLate, null, CancellationToken.None);

        IReadOnlyList<ScaleNumeral> Read(SKBitmap seen, int side, Action? progress, CancellationToken cancellation)
        {
            _looks.Add((seen.Width, seen.Height, side));
            return _looks.Count == look + 1 ? Thermometer.Celsius() : [];
        }
    }
}
