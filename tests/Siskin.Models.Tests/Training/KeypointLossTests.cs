using Siskin.Models.Data;
using Siskin.Models.Training;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Training;

public sealed class KeypointLossTests
{
    private const int Rows = 2;
    private const int Columns = 4;
    private static readonly FramePoint Needle = new(0.375, 0.25); // the centre of the second patch
    private static readonly ScaleKeypoints OnlyPointer = ScaleKeypoints.None with { Needle = Needle };

    [Fact]
    public void A_point_is_shared_by_the_patches_around_it()
    {
        var between = ScaleKeypoints.None with { First = new FramePoint(0.5, 0.5), Pivot = new FramePoint(1.2, 0.5) };
        var targets = KeypointTargets.Of([Knowing(null), Knowing(between)])!;

        Assert.Equal([1], targets.Rows);
        Assert.Equal([0, 0.25f, 0.25f, 0, 0, 0.25f, 0.25f, 0, 0], SharesOf(targets, 1));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1], SharesOf(targets, 0)); // outside of the frame
        Assert.Equal([0.5f, 0.5f], targets.Points[2..4]);
        Assert.Equal([0.125f, 0.25f], targets.Centres[..2]);
        Assert.Equal([0.875f, 0.75f], targets.Centres[^2..]);
    }

    [Fact]
    public void Samples_without_known_points_have_no_targets() => Assert.Null(KeypointTargets.Of([Knowing(null)]));

    [Fact]
    public void Right_scores_and_offsets_cost_next_to_nothing_and_others_more()
    {
        using var scope = NewDisposeScope();
        var points = KeypointTensors.From(KeypointTargets.Of([Knowing(OnlyPointer)])!, null);
        var right = full(1, Rows * Columns, 15, -40f);
        right.narrow(2, 10, 2).zero_();
        right[0, 1, 9] = 20;
        var wrongScore = right.clone();
        wrongScore[0, 1, 9] = -20;
        var wrongOffset = right.clone();
        wrongOffset[0, 1, 10] = 0.1;

        Assert.Equal(0, KeypointLoss.Of(right, points).item<float>(), 1e-4);
        Assert.True(KeypointLoss.Of(wrongScore, points).item<float>() > 3);
        Assert.Equal(40 * 0.1 / 5, KeypointLoss.Of(wrongOffset, points).item<float>(), 1e-4);
    }

    [Fact]
    public void A_network_learns_a_point_from_its_samples()
    {
        var options = Tiny.Options with { Vision = Tiny.Options.Vision! with { Keypoints = true } };
        using var trainer = new Trainer(
            Tiny.Network(options),
            new TrainingOptions
            {
                Steps = 120,
                WarmupSteps = 0,
                DecaySteps = 0,
            }
        );
        var group = Tiny.Group(1, 2, Rows, Columns) with
        {
            Keypoints = KeypointTargets.Of([Knowing(OnlyPointer), Knowing(ScaleKeypoints.None)]),
        };
        for (var i = 0; i < 120; i++)
            trainer.TrainStep([group]);

        using var scope = NewDisposeScope();
        using var tensors = GroupTensors.From(group);
        var told = trainer.Network.Read(tensors.Pixels, tensors.InputIds, tensors.InputMask).Keypoints(Rows * Columns)!;
        Assert.True(told[0, 1, 9].item<float>() > 0, $"the needle is at the patch, not {told[0, 1, 9].item<float>()}");
        Assert.Equal(0, told[0, 1, 10].item<float>(), 0.1);
        Assert.True(told[1].select(1, 9).max().item<float>() < 0, "the needle is not in the frame");
    }

    [Fact]
    public void Only_an_encoder_decoder_tells_keypoints() =>
        Assert.Throws<ArgumentException>(() =>
            (
                Tiny.Options with
                {
                    Architecture = "decoder-only",
                    Vision = Tiny.Options.Vision! with { Keypoints = true },
                }
            ).Validate()
        );

    private static float[] SharesOf(KeypointTargets targets, int point) =>
        [.. targets.Shares.Where((_, i) => i % ScaleKeypoints.Count == point)];

    private static EncodedSample Knowing(ScaleKeypoints? keypoints) =>
        new("gauge", [7], [2], new float[3 * Rows * Columns * 64], Rows, Columns) { Keypoints = keypoints };
}
