using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class KeypointVoteTests
{
    private const int Stride = ScaleKeypoints.Count * TensorNames.KeypointNumbers;

    // Four rows of four patches.
    private static readonly FrameGeometry Grid = new(4, 4, 64, 64);

    [Fact]
    public void The_way_comes_from_the_four_points()
    {
        var told = Told();
        Say(told, 0, 5, 9, 0.5, 0.5);
        Say(told, 1, 12, 9, 0.2, 0.8);
        Say(told, 2, 15, 9, 0.8, 0.8);
        Say(told, 3, 2, 9, 0.5, 0.1);

        var pointer = KeypointVote.Of(told, Grid, 16)!.Value;

        Assert.Equal(0.5, pointer.Way, 1e-6);
        Assert.InRange(pointer.Confidence, 0.999, 1);
        Assert.Equal(0.8, pointer.Points!.Last!.Value.X, 1e-6);
    }

    [Fact]
    public void Points_are_those_of_the_frame_where_it_does_not_fill_the_grid()
    {
        var told = Told();
        Say(told, 1, 12, 9, 0.1, 0.9);
        Say(told, 2, 0, 9, 0.1, 0.1);
        Say(told, 3, 4, 9, 0.1, 0.3);

        var pointer = KeypointVote.Of(told, Grid with { ScaledWidth = 16 }, 16)!.Value;

        Assert.Null(pointer.Points!.Pivot);
        Assert.Equal(0.4, pointer.Points.First!.Value.X, 1e-6);
        Assert.Equal(0.9, pointer.Points.First!.Value.Y, 1e-6);
        Assert.Equal(0.75, pointer.Way, 1e-6);
    }

    [Fact]
    public void Neighbours_say_it_together_and_what_is_far_away_lowers_the_confidence()
    {
        var told = Told();
        Say(told, 1, 12, 9, 0.5, 0.9); // a straight scale: no pivot
        Say(told, 2, 0, 9, 0.5, 0.1);
        Say(told, 3, 5, 5, 0.5, 0.45);
        Say(told, 3, 9, 5, 0.5, 0.55);
        Say(told, 3, 3, 4, 0.9, 0.1);

        var pointer = KeypointVote.Of(told, Grid, 16)!.Value;

        Assert.Equal(0.5, pointer.Way, 1e-6);
        Assert.Equal(0.842, pointer.Confidence, 0.001); // 2 e^5 of 2 e^5 + e^4 + 1
    }

    [Fact]
    public void A_clock_has_an_hour_hand_and_a_gauge_is_no_worse_without()
    {
        var told = Told();
        Say(told, 0, 5, 9, 0.5, 0.5);
        Say(told, 1, 2, 9, 0.5, 0.1);
        Say(told, 2, 2, 9, 0.5, 0.1);
        Say(told, 3, 6, 9, 0.9, 0.5);
        var gauge = KeypointVote.Of(told, Grid, 16)!.Value;
        Say(told, 4, 9, 0.5f, 0.5, 0.7);

        var clock = KeypointVote.Of(told, Grid, 16)!.Value;

        Assert.Null(gauge.Hours);
        Assert.Equal(0.25, gauge.Way, 1e-6);
        Assert.Equal(6, clock.Hours!.Value, 1e-6);
        Assert.InRange(gauge.Confidence, 0.999, 1);
        Assert.InRange(clock.Confidence, 0.55, 0.65); // of its least certain point
    }

    [Fact]
    public void What_seems_an_hour_hand_makes_no_gauge_less_certain()
    {
        var told = Told();
        Say(told, 0, 5, 9, 0.5, 0.5);
        Say(told, 1, 12, 9, 0.2, 0.8);
        Say(told, 2, 15, 9, 0.8, 0.8);
        Say(told, 3, 2, 9, 0.5, 0.1);
        Say(told, 4, 9, 0.5f, 0.5, 0.7);

        var gauge = KeypointVote.Of(told, Grid, 16)!.Value;

        Assert.Null(gauge.Hours);
        Assert.InRange(gauge.Confidence, 0.999, 1);
    }

    [Fact]
    public void A_bundle_that_knows_no_clocks_tells_four_points()
    {
        var told = Told();
        Say(told, 1, 12, 9, 0.5, 0.9);
        Say(told, 2, 0, 9, 0.5, 0.1);
        Say(told, 3, 4, 9, 0.5, 0.3);
        var four = told.Chunk(Stride).SelectMany(patch => patch[..12]).ToArray();

        Assert.Equal(0.75, KeypointVote.Of(four, Grid, 16)!.Value.Way, 1e-6);
    }

    [Fact]
    public void Where_no_patch_sees_a_mark_there_is_no_way() => Assert.Null(KeypointVote.Of(Told(), Grid, 16));

    [Fact]
    public void Other_lengths_and_what_are_not_numbers_are_errors()
    {
        var told = Told();
        told[7] = float.NaN;

        Assert.Throws<InferenceException>(() => KeypointVote.Of(told, Grid, 16));
        Assert.Throws<InferenceException>(() => KeypointVote.Of(new float[Stride], Grid, 16));
    }

    private static float[] Told()
    {
        var told = new float[Grid.Patches * Stride];
        for (var score = 0; score < told.Length; score += TensorNames.KeypointNumbers)
            told[score] = -20;
        return told;
    }

    private static void Say(float[] told, int point, int patch, float score, double x, double y)
    {
        var at = (Stride * patch) + (TensorNames.KeypointNumbers * point);
        told[at] = score;
        told[at + 1] = (float)(x - (((patch % 4) + 0.5) / 4));
        told[at + 2] = (float)(y - (((patch / 4) + 0.5) / 4));
    }
}
