using Siskin.Models.Architecture;
using Siskin.Models.Export.FixedShapes;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.FixedShapes;

/// <summary>
/// The network in TorchSharp against its float graphs of fixed shapes: what is padded and masked changes nothing.
/// </summary>
public class StaticParityTests
{
    // Scores of what is masked are lowered by 100, not removed, and variances are sums over a canvas.
    private const double Tolerance = 1e-3;

    [Theory]
    [InlineData(1, 1, 3)] // the smallest canvas, one patch of it
    [InlineData(4, 4, 9)] // all of the smallest canvas
    [InlineData(4, 5, 9)] // one column more
    [InlineData(8, 8, 20)]
    [InlineData(7, 9, 5)] // one column more than the square
    [InlineData(3, 17, 5)]
    [InlineData(1, 32, 40)]
    [InlineData(32, 2, 40)]
    public void Frames_on_canvases_give_the_networks_logits(int rows, int columns, int text)
    {
        using var scope = NewDisposeScope();
        using var model = new StaticModel(TestModel.Options);
        var sample = StaticModel.Sample(rows, columns, text, answer: 4);

        Closeness.AssertClose(model.Expected(sample), model.Logits(sample), Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)] // exactly the first length
    [InlineData(65)] // one more
    [InlineData(160)] // everything
    public void Padded_text_gives_the_networks_logits(int text)
    {
        using var scope = NewDisposeScope();
        using var model = new StaticModel(TestModel.Options with { Vision = null });
        var sample = StaticModel.Sample(0, 0, text, answer: 12); // as long as the answer's window

        Closeness.AssertClose(model.Expected(sample), model.Logits(sample), Tolerance);
    }

    [Theory]
    [InlineData(true, 4, 2)]
    [InlineData(false, 4, 4)]
    [InlineData(false, 6, 1)]
    public void Norms_and_head_groups_are_those_of_the_network(bool dualNorm, int heads, int kvHeads)
    {
        using var scope = NewDisposeScope();
        var options = TestModel.Options with { DualNorm = dualNorm, Heads = heads, KvHeads = kvHeads };
        using var model = new StaticModel(options);
        var sample = StaticModel.Sample(2, 3, 11, answer: 5);

        Closeness.AssertClose(model.Expected(sample), model.Logits(sample), Tolerance);
    }

    [Fact]
    public void An_input_beyond_the_last_length_is_left_out()
    {
        using var model = new StaticModel(TestModel.Options);

        Assert.Empty(model.Runner.Run(StaticModel.Sample(8, 8, 97, answer: 1)));
        Assert.Equal(0, model.Runner.Ranges.Samples);
    }

    [Fact]
    public void Shapes_hold_every_frame_and_input_that_the_options_allow()
    {
        foreach (
            (var patches, var side, var longest) in new[]
            {
                (64, 32, 384),
                (16, 8, 96),
                (5, 5, 10),
                (256, 32, 1000),
                (64, 8, 100),
            }
        )
        {
            var vision = new VisionOptions { MaxPatches = patches, MaxSide = side };
            var plan = StaticShapePlan.For(new ModelOptions { Vision = vision, MaxInputTokens = longest });

            for (var rows = 1; rows <= Math.Min(side, patches); rows++)
            {
                var columns = Math.Min(side, patches / rows);
                Assert.Contains(plan.Canvases, canvas => rows <= canvas.Rows && columns <= canvas.Columns);
            }

            Assert.InRange(plan.Canvases.Count, 1, 8);
            Assert.Equal(longest, plan.Lengths[^1]);
            Assert.Equal(plan.Lengths.Order().Distinct(), plan.Lengths);
        }
    }

    [Theory]
    [InlineData(64, "64 128 384")]
    [InlineData(100, "64 128 384")]
    [InlineData(121, "64 160 384")] // a question of 24 tokens beside all patches
    [InlineData(256, "64 128 384")]
    public void A_length_that_holds_all_patches_holds_a_short_question_beside_them(int patches, string lengths)
    {
        var options = new ModelOptions
        {
            Vision = new VisionOptions { MaxPatches = patches },
            MaxInputTokens = 384,
        };

        Assert.Equal(lengths, string.Join(' ', StaticShapePlan.For(options).Lengths));
    }
}
