using Siskin.Models.Data;
using Siskin.Models.Training;
using Siskin.Runtime.Vision;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Training;

public sealed class PlaceLossTests
{
    private const int Rows = 2;
    private const int Columns = 4;
    private static readonly FrameRegion Box = new(0.25, 0, 0.5, 0.5);

    [Fact]
    public void Every_patch_whose_centre_lies_in_the_instrument_has_an_equal_share()
    {
        var places = PlaceTargets.Of([Asking(null), Asking(new AskedPlace(Box))])!;

        Assert.Equal([1], places.Rows);
        Assert.Equal([0, 0.5f, 0.5f, 0, 0, 0, 0, 0, 0], places.Shares);
        Assert.Equal([0.25f, 0, 0.75f, 0.5f], places.Edges);
        Assert.Equal([0.125f, 0.25f, 0.125f, 0.25f], places.Centres[..4]);
        Assert.Equal([0.875f, 0.75f, 0.875f, 0.75f], places.Centres[^4..]);
    }

    [Fact]
    public void An_instrument_between_the_centres_belongs_to_the_nearest_patch()
    {
        var places = PlaceTargets.Of([Asking(new AskedPlace(new FrameRegion(0.9, 0.8, 0.05, 0.1)))])!;

        Assert.Equal(1, places.Shares[7]);
        Assert.Equal(1, places.Shares.Sum());
    }

    [Fact]
    public void What_is_not_in_the_frame_is_the_share_of_no_patch()
    {
        var places = PlaceTargets.Of([Asking(new AskedPlace(null))])!;

        Assert.Equal(1, places.Shares[^1]);
        Assert.Equal(1, places.Shares.Sum());
    }

    [Fact]
    public void Samples_that_ask_for_no_place_have_no_targets() => Assert.Null(PlaceTargets.Of([Asking(null)]));

    [Fact]
    public void Right_edges_and_scores_cost_next_to_nothing_and_others_more()
    {
        using var scope = NewDisposeScope();
        var places = PlaceTensors.From(PlaceTargets.Of([Asking(new AskedPlace(Box))])!, null);
        var right = Told(places, score: 20);
        var wrongScore = Told(places, score: -20);
        var wrongEdge = right.clone();
        wrongEdge[0, 1, 3] += 0.1;

        // Two patches share it, so that the choice between them is left.
        Assert.Equal(Math.Log(2), PlaceLoss.Of(right, places).item<float>(), 1e-4);
        Assert.True(PlaceLoss.Of(wrongScore, places).item<float>() > 10);
        // Half a share of: five times a tenth in one of four edges, and a sixth of the union.
        var expected = Math.Log(2) + (0.5 * ((5 * 0.1 / 4) + (1.0 / 6)));
        Assert.Equal(expected, PlaceLoss.Of(wrongEdge, places).item<float>(), 1e-4);
    }

    [Fact]
    public void A_network_learns_a_place_from_its_samples()
    {
        var options = Tiny.Options with { Vision = Tiny.Options.Vision! with { Places = true } };
        using var trainer = new Trainer(
            Tiny.Network(options),
            new TrainingOptions
            {
                Steps = 60,
                WarmupSteps = 0,
                DecaySteps = 0,
            }
        );
        var group = Tiny.Group(1, 2, Rows, Columns) with
        {
            Places = PlaceTargets.Of([Asking(new AskedPlace(Box)), Asking(new AskedPlace(null))]),
        };
        for (var i = 0; i < 60; i++)
            trainer.TrainStep([group]);

        using var scope = NewDisposeScope();
        using var tensors = GroupTensors.From(group);
        var read = trainer.Network.Read(tensors.Pixels, tensors.InputIds, tensors.InputMask);
        var told = read.Places(Rows * Columns)!;
        var edges = told[0, 1].narrow(0, 1, 4).add(tensors.Places!.Centres[1]).data<float>().ToArray();
        Assert.Equal(0.25, edges[0], 0.1);
        Assert.Equal(0.5, edges[3], 0.1);
        Assert.True(told[0, 1, 0].item<float>() > 1, "the patch is in the instrument");
        Assert.True(told[1].select(1, 0).max().item<float>() < 0, "the instrument is not in the frame");
    }

    [Theory]
    [InlineData("Where is it? Read the gauge.", "10 20 29 39", true)]
    [InlineData("Where is it?", "none", false)]
    public void A_sample_asks_for_a_place_by_its_prompt(string prompt, string answer, bool isThere)
    {
        var place = AskedPlace.Of(new Sample("photograph", prompt, null, null, answer, Scoring.Exact));

        Assert.Equal(isThere, place!.Region is { } region && Math.Abs(region.Width - 0.2) < 1e-9);
        Assert.Null(AskedPlace.Of(new Sample("gauge", "Read the gauge.", null, null, "3 bar", Scoring.Exact)));
    }

    [Fact]
    public void Only_an_encoder_decoder_tells_places() =>
        Assert.Throws<ArgumentException>(() =>
            (
                Tiny.Options with
                {
                    Architecture = "decoder-only",
                    Vision = Tiny.Options.Vision! with { Places = true },
                }
            ).Validate()
        );

    private static Tensor Told(PlaceTensors places, float score)
    {
        var told = cat([full(1, Rows * Columns, 1, -40f), places.Edges.sub(places.Centres)], 2);
        told[0, 1, 0] = score;
        told[0, 2, 0] = score;
        return told;
    }

    private static EncodedSample Asking(AskedPlace? place) =>
        new("locate", [7], [2], new float[3 * Rows * Columns * 64], Rows, Columns) { Place = place };
}
