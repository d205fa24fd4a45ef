using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class PlaceVotesTests
{
    // Two places that overlap between 0.4 and 0.6 of the width, and a third elsewhere.
    private static readonly PlaceVotes Votes = new([
        (new FrameRegion(0.2, 0.4, 0.4, 0.2), 0.5),
        (new FrameRegion(0.4, 0.4, 0.4, 0.2), 0.3),
        (new FrameRegion(0.8, 0.8, 0.2, 0.2), 0.1),
    ]);

    [Theory]
    [InlineData(0.5, 0.5, 0.8)]
    [InlineData(0.3, 0.5, 0.5)]
    [InlineData(0.9, 0.9, 0.1)]
    [InlineData(0.1, 0.1, 0)]
    public void A_point_has_the_shares_of_all_places_around_it(double x, double y, double share) =>
        Assert.Equal(share, Votes.ShareAt(x, y), 1e-9);

    [Fact]
    public void What_fills_the_places_around_it_counts_by_their_shares()
    {
        // Half of each place's 0.08.
        Assert.Equal(0.4, Votes.Filled(0.5, 0.5, 0.04), 1e-9);
        Assert.Equal(0.25, Votes.Filled(0.3, 0.5, 0.04), 1e-9);
        Assert.Equal(0, Votes.Filled(0.1, 0.1, 0.04));
    }

    [Fact]
    public void A_place_is_filled_once_at_most() => Assert.Equal(0.8, Votes.Filled(0.5, 0.5, 0.9), 1e-9);

    [Fact]
    public void The_window_surrounds_where_enough_places_are()
    {
        var window = Votes.Window(0.4)!.Value;

        // The first place alone reaches the share, with a quarter of its sides around it.
        Assert.Equal((0.1, 0.35), (window.X, window.Y), Near);
        Assert.Equal((0.6, 0.3), (window.Width, window.Height), Near);
        Assert.True(Votes.Window(0.6)!.Value.Width < window.Width);
        Assert.Null(Votes.Window(0.9));
    }

    private static bool Near((double X, double Y) one, (double X, double Y) other) =>
        Math.Abs(one.X - other.X) < 1e-6 && Math.Abs(one.Y - other.Y) < 1e-6;
}
