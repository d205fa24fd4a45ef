using Siskin.Models.Architecture;
using Siskin.Models.Comparison;
using Siskin.Models.Data;
using Siskin.Models.Recipes;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Comparison;

public sealed class ComparisonPlanTests
{
    private static readonly ModelOptions Model = new()
    {
        DModel = 64,
        Heads = 4,
        KvHeads = 2,
        HeadDim = 16,
        MlpDim = 256,
        EncoderLayers = 4,
        DecoderLayers = 2,
        Vision = null,
    };

    private static readonly Recipe Recipe = new()
    {
        Model = Model,
        Training = new TrainingOptions { Steps = 1000, DecaySteps = 200 },
    };

    // Of a hundred tokens a tenth is the answer.
    private static readonly StepCost Cost = new([new EncodedSample("t", new int[90], new int[10], null, 0, 0)], 16);

    private static readonly ModelOptions Teacher = TeacherSizes.Of(Model, 2);

    [Fact]
    public void Each_arm_is_there_at_equal_data_and_at_equal_operations()
    {
        var arms = ComparisonPlan.Of(Recipe, new ComparisonOptions(), Teacher, Cost);

        Assert.Equal(
            ["encoder-decoder", "decoder-only", "decoder-only-flops", "distilled", "distilled-flops"],
            arms.Select(arm => arm.Folder)
        );
        Assert.Equal(ModelShape.DecoderOnly, arms[1].Model.Architecture);
        Assert.Equal([1000, 1000, 1000], arms.Where(arm => arm.Match != "flops").Select(arm => arm.Steps));
    }

    [Fact]
    public void Equal_operations_are_equal()
    {
        var arms = ComparisonPlan.Of(Recipe, new ComparisonOptions(), Teacher, Cost);
        var budget = 1000 * Cost.Plain(Model);
        var (stack, distilled) = (arms[2], arms[4]);

        Assert.InRange(stack.Steps * Cost.Plain(stack.Model) / budget, 0.999, 1.001);
        var taught = (distilled.Steps - 500) * Cost.Distilled(Model, Teacher);
        Assert.InRange(((500 * Cost.Plain(Model)) + taught) / budget, 0.99, 1.01);
        Assert.True(stack.Steps < 1000 && distilled.Steps < 1000);
    }

    [Fact]
    public void What_arms_have_in_common_is_trained_once()
    {
        var arms = ComparisonPlan.Of(Recipe, new ComparisonOptions(), Teacher, Cost);

        Assert.Equal(("encoder-decoder", 500), (arms[3].ForkOf!.Folder, arms[3].ForkStep));
        Assert.Equal("decoder-only", arms[2].ForkOf!.Folder);
        Assert.Equal(arms[2].Steps - arms[2].DecaySteps, arms[2].ForkStep);
        Assert.All(
            arms.Where(arm => arm.ForkOf is not null),
            arm => Assert.InRange(arm.ForkStep, 1, arm.ForkOf!.Steps - arm.ForkOf.DecaySteps) // rates are stable there
        );
    }

    [Fact]
    public void Equal_operations_alone_fork_from_no_arm_that_is_not_trained()
    {
        var arms = ComparisonPlan.Of(Recipe, new ComparisonOptions { AtEqualData = false }, Teacher, Cost);

        Assert.Equal(["encoder-decoder", "decoder-only-flops", "distilled-flops"], arms.Select(arm => arm.Folder));
        Assert.Null(arms[1].ForkOf);
        Assert.Equal("encoder-decoder", arms[2].ForkOf!.Folder);
    }

    [Fact]
    public void Splits_have_other_layers_and_as_many_weights()
    {
        var arms = ComparisonPlan.Of(Recipe, new ComparisonOptions { Splits = true }, Teacher, Cost);
        var splits = arms.Where(arm => arm.Folder.StartsWith("split", StringComparison.Ordinal)).ToList();
        var wanted = new ModelCost(Model.ToShape(default!)).Weights;

        Assert.Equal(
            [(2, 4), (3, 3), (5, 1)],
            splits.Select(arm => (arm.Model.EncoderLayers, arm.Model.DecoderLayers))
        );
        Assert.All(
            splits,
            arm => Assert.InRange(new ModelCost(arm.Model.ToShape(default!)).Weights / (double)wanted, 0.98, 1.02)
        );
    }

    [Fact]
    public void Layers_that_cannot_be_split_are_named()
    {
        var wrong = Assert.Throws<ArgumentException>(() => SplitSizes.Of(Model with { DecoderLayers = 3 }, 1 / 3.0));

        Assert.Contains("encoder_layers and decoder_layers are 4 and 3", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distillation_begins_while_the_rates_are_stable()
    {
        var wrong = Assert.Throws<ArgumentException>(() =>
            ComparisonPlan.Of(Recipe, new ComparisonOptions { DistillFrom = 0.9 }, Teacher, Cost)
        );

        Assert.Contains("begins at step 900, while the rates fall from step 800 on", wrong.Message);
    }
}
