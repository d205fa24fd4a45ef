using Siskin.Agent.Commands;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers.Cpu;

namespace Siskin.Agent.Tests.Commands;

public sealed class StageLimitsTests
{
    private static readonly ModelShape Shape = new(
        ModelShape.EncoderDecoder,
        VocabSize: 100,
        DModel: 8,
        EncoderLayers: 2,
        DecoderLayers: 1,
        Heads: 2,
        KvHeads: 1,
        HeadDim: 4,
        MaxInputTokens: 32,
        MaxOutputTokens: 16,
        new SpecialTokens(0, 1, 2, 3, 4)
    )
    {
        MlpDim = 16,
    };

    // A multiplication in a nanosecond, a float's in ten; a byte in a tenth of one.
    private static readonly MachineLimits Slow = new(1, 1e10, 1e9, 1e8);

    [Fact]
    public void What_reads_the_input_is_bound_by_multiplying()
    {
        var limits = new StageLimits(Shape, "int8").Of(Slow, Slow, input: 10, output: 4);

        var cost = new ModelCost(Shape);
        Assert.Equal((cost.InputMatrixMacs(10) / 1e6) + (cost.InputScoreMacs(10) / 1e5), limits["encoder"], 1e-9);
    }

    [Fact]
    public void A_token_is_bound_by_reading()
    {
        var eight = new StageLimits(Shape, "int8").Of(Slow, Slow, input: 10, output: 4);
        var four = new StageLimits(Shape, "int4").Of(Slow, Slow, input: 10, output: 4);

        var cost = new ModelCost(Shape);
        Assert.Equal((cost.StepWeights + (4 * cost.StepCached(10, 2))) / 1e7, eight["per_token"], 1e-9);
        Assert.Equal(cost.StepWeights / 2 / 1e7, eight["per_token"] - four["per_token"], 1e-9);
        Assert.Equal(eight["encoder"], four["encoder"]);
    }

    [Fact]
    public void Tokens_of_one_pass_share_what_it_reads()
    {
        var one = new StageLimits(Shape, "int8").Of(Slow, Slow, input: 10, output: 4);
        var several = new StageLimits(Shape, "int8").Of(Slow, Slow, input: 10, output: 4, tokensPerPass: 2.5);

        Assert.Equal(one["per_token"] / 2.5, several["per_token"], 1e-9);
        Assert.Equal(one["first_token"], several["first_token"]);
    }

    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(60, 100, 2.5)]
    public void Tokens_of_a_pass_are_those_that_had_no_step_of_their_own(long accepted, long tokens, double perPass) =>
        Assert.Equal(perPass, BenchLookahead.Of(accepted + 3, accepted, tokens).TokensPerPass);

    [Fact]
    public void Floats_are_multiplied_at_the_rate_of_floats() =>
        Assert.True(
            new StageLimits(Shape, "fp32").Of(Slow, Slow, 10, 4)["encoder"]
                > new StageLimits(Shape, "int8").Of(Slow, Slow, 10, 4)["encoder"]
        );

    [Fact]
    public void A_first_token_that_the_input_yields_has_no_step_of_its_own()
    {
        var causal = Shape with { Architecture = ModelShape.DecoderOnly };

        Assert.DoesNotContain("first_token", new StageLimits(causal, "int8").Of(Slow, Slow, 10, 4).Keys);
        Assert.DoesNotContain("per_token", new StageLimits(Shape, "int8").Of(Slow, Slow, 10, 1).Keys);
    }

    [Theory]
    [InlineData("int8", null)]
    [InlineData("int3", 16)]
    public void What_cannot_be_counted_has_no_limit(string precision, int? mlp) =>
        Assert.Empty(new StageLimits(Shape with { MlpDim = mlp }, precision).Of(Slow, Slow, 10, 4));
}
