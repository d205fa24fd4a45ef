using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class PlaceVoteTests
{
    // Two rows of four patches, all of them frame.
    private static readonly FrameGeometry Grid = new(4, 2, 64, 32);

    [Fact]
    public void Patches_that_agree_say_it_together()
    {
        var told = Told(score: -20);
        Say(told, 1, 5, 0.25, 0, 0.75, 0.5);
        Say(told, 2, 5, 0.25, 0, 0.65, 0.5);

        var place = PlaceVote.Of(told, Grid, 16);

        Assert.False(place.IsAbsent);
        Assert.Equal(0.25, place.Region!.Value.X, 1e-6);
        Assert.Equal(0.45, place.Region!.Value.Width, 1e-6); // the mean of both right edges, 0.7
        Assert.Equal(2 * Math.Exp(5) / ((2 * Math.Exp(5)) + 1), place.Confidence, 1e-4);
    }

    [Fact]
    public void Of_two_instruments_the_likelier_is_taken_with_its_share()
    {
        var told = Told(score: -20);
        Say(told, 0, 5, 0, 0, 0.25, 0.5);
        Say(told, 7, 4, 0.75, 0.5, 1, 1);

        var place = PlaceVote.Of(told, Grid, 16);

        Assert.Equal(new FrameRegion(0, 0, 0.25, 0.5), place.Region);
        Assert.Equal(0.727, place.Confidence, 0.001); // e^5 of e^5 + e^4 + 1
    }

    [Fact]
    public void All_places_are_told_with_their_shares()
    {
        var told = Told(score: -20);
        Say(told, 0, 5, 0, 0, 0.25, 0.5);
        Say(told, 7, 4, 0.75, 0.5, 1, 1);

        var votes = PlaceVote.Of(told, Grid, 16).Votes!;

        Assert.Equal(0.727, votes.ShareAt(0.1, 0.2), 0.001);
        Assert.Equal(0.267, votes.ShareAt(0.9, 0.8), 0.001);
    }

    [Fact]
    public void What_no_patch_claims_is_absent()
    {
        var place = PlaceVote.Of(Told(score: -5), Grid, 16);

        Assert.True(place.IsAbsent);
        Assert.Null(place.Region);
        Assert.InRange(place.Confidence, 0.94, 0.96); // 1 of 1 + 8 / e^5
    }

    [Theory]
    [InlineData(-2.5f, true)] // 1 of 1 + 8 / e^2.5: 0.60
    [InlineData(-2, false)] // 0.48
    public void It_is_absent_where_that_is_likelier_than_all_patches_together(float score, bool isAbsent) =>
        Assert.Equal(isAbsent, PlaceVote.Of(Told(score), Grid, 16).IsAbsent);

    [Fact]
    public void Edges_count_from_the_frame_where_it_does_not_fill_the_grid()
    {
        var told = Told(score: -20);
        Say(told, 0, 9, 0.2, 0, 0.4, 0.5);

        var region = PlaceVote.Of(told, Grid with { ScaledWidth = 32 }, 16).Region!.Value;

        Assert.Equal(0.4, region.X, 1e-6);
        Assert.Equal(0.4, region.Width, 1e-6);
        Assert.Equal(0.5, region.Height, 1e-6);
    }

    [Fact]
    public void A_box_beyond_the_frame_or_inside_out_is_brought_into_it()
    {
        var told = Told(score: -20);
        Say(told, 3, 9, 0.9, -0.5, 0.2, 3);

        var region = PlaceVote.Of(told, Grid, 16).Region!.Value;

        Assert.Equal(0.9, region.X, 1e-6);
        Assert.Equal(0.01, region.Width, 1e-6);
        Assert.Equal((0, 1), (region.Y, region.Height));
    }

    [Fact]
    public void What_are_not_numbers_is_an_error()
    {
        var told = Told(score: 0);
        told[7] = float.NaN;

        Assert.Throws<InferenceException>(() => PlaceVote.Of(told, Grid, 16));
    }

    private static float[] Told(float score)
    {
        var told = new float[Grid.Patches * TensorNames.PlaceNumbers];
        for (var patch = 0; patch < Grid.Patches; patch++)
            told[TensorNames.PlaceNumbers * patch] = score;
        return told;
    }

    private static void Say(float[] told, int patch, float score, params double[] edges)
    {
        double[] centre = [((patch % 4) + 0.5) / 4, ((patch / 4) + 0.5) / 2];
        told[TensorNames.PlaceNumbers * patch] = score;
        for (var edge = 0; edge < 4; edge++)
            told[(TensorNames.PlaceNumbers * patch) + 1 + edge] = (float)(edges[edge] - centre[edge % 2]);
    }
}
