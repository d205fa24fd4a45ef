using Siskin.Runtime.Inference.Strips;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Strips;

public sealed class StripOutputTests
{
    [Theory]
    [InlineData(3.3)]
    [InlineData(0.4)]
    [InlineData(11.7)]
    public void A_peak_is_told_finer_than_places_and_around_the_end_of_a_circle(double at)
    {
        var (place, share) = Of(at).Peak(circular: true);

        Assert.Equal(at, place, 0.05);
        Assert.True(share > 0.95);
    }

    [Fact]
    public void A_peak_at_the_end_of_a_length_is_not_continued_at_the_other_end()
    {
        var output = new StripOutput([0.6f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4f]);

        Assert.Equal((0, 0.6), output.Peak(circular: false), new Near());
        Assert.Equal((11.6, 1), output.Peak(circular: true), new Near());
    }

    [Fact]
    public void Where_it_may_be_can_be_bounded()
    {
        var output = new StripOutput([0.5f, 0, 0, 0, 0, 0, 0.3f, 0, 0, 0, 0, 0.2f]);

        Assert.Equal((6, 0.3), output.Peak(circular: false, place => place is > 2 and < 9), new Near());
        Assert.Throws<ArgumentException>(() => output.Peak(circular: false, _ => false));
    }

    [Fact]
    public void Between_two_places_it_is_as_likely_as_between_both()
    {
        var output = new StripOutput([0.5f, 0.1f, 0.1f, 0.3f]);

        Assert.Equal(0.4, output.At(0.25, circular: true), 1e-6);
        Assert.Equal(0.4, output.At(3.5, circular: true), 1e-6);
        Assert.Equal(0.4, output.At(-0.5, circular: true), 1e-6);
        Assert.Equal(0.3, output.At(3.5, circular: false), 1e-6);
        Assert.Equal(0.5, output.At(-0.5, circular: false), 1e-6);
    }

    // A normal distribution with the deviation of one place, about a place of twelve.
    private static StripOutput Of(double at) =>
        StripOutput.OfLogits([
            .. Enumerable
                .Range(0, 12)
                .Select(place => Math.IEEERemainder(place - at, 12))
                .Select(apart => (float)(-0.5 * apart * apart)),
        ]);

    private sealed class Near : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) < 1e-6 && Math.Abs(x.Item2 - y.Item2) < 1e-6;

        public int GetHashCode((double, double) pair) => 0;
    }
}
