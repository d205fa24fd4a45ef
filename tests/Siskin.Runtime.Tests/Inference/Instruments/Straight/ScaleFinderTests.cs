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
        Assert.Equal(40, Find(look: 0, _ => _)[0].StepPixels, 1e-6);
        Assert.Equal([(200, 480, 480)], _looks);
    }

    [Theory]
    [InlineData(1)] // counterclockwise
    [InlineData(2)]
    public void A_scale_that_is_lettered_sideways_is_found_where_it_is(int look)
    {
        var scale = Find(
            look,
            one =>
                look == 1
                    ? one with
                    {
                        X = one.Y,
                        Y = Thermometer.Width - one.X,
                    }
                    : one with
                    {
                        X = Thermometer.Height - one.Y,
                        Y = one.X,
                    }
        )[0];

        var (along, across) = scale.Of(Thermometer.Tube, Thermometer.Row(24));
        Assert.Equal(24, scale.At(along), 1e-6);
        Assert.Equal(40, across, 1e-6);
        Assert.Equal([(200, 480, 480), (480, 200, 480), (480, 200, 480)], _looks);
    }

    [Fact]
    public void A_scale_that_is_small_is_found_from_nearer()
    {
        Assert.Equal(-30, Find(look: 3, _ => _)[0].Low);
        Assert.Equal(800, _looks[^1].Side);
        Assert.Equal(4, _looks.Count);
    }

    [Fact]
    public void Where_no_time_is_left_the_first_look_is_the_last()
    {
        Assert.Empty(Find(look: 1, _ => _, isLate: true));
        Assert.Single(_looks);
    }

    // The numerals are seen in one of the looks only, there as a map has them.
    private IReadOnlyList<StraightScale> Find(int look, Func<ScaleNumeral, ScaleNumeral> map, bool isLate = false)
    {
        using var frame = Thermometer.Draw(24);
        return new ScaleFinder(Read).Find(frame, () => isLate, null, CancellationToken.None);

        IReadOnlyList<ScaleNumeral> Read(SKBitmap seen, int side, Action? progress, CancellationToken cancellation)
        {
            _looks.Add((seen.Width, seen.Height, side));
            return _looks.Count == look + 1 ? [.. Thermometer.Celsius().Select(map)] : [];
        }
    }
}
