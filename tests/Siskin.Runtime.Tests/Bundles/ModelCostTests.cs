using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>Counts against sums that were made by hand.</summary>
public sealed class ModelCostTests
{
    // D 4, A 2 x 1 = 2, K 1, M 8, V 10: attention 2 D A + 2 D K = 24, MLP 64, cross 2 D A = 16, table 40.
    private static readonly ModelShape Pair = new(
        ModelShape.EncoderDecoder,
        10,
        4,
        2,
        1,
        2,
        1,
        1,
        100,
        10,
        new SpecialTokens(0, 1, 2, 3, 4)
    )
    {
        MlpDim = 8,
    };

    private static readonly ModelShape Stack = Pair with
    {
        Architecture = ModelShape.DecoderOnly,
        EncoderLayers = 0,
        DecoderLayers = 3,
    };

    [Fact]
    public void An_encoder_decoder_is_counted_layer_by_layer()
    {
        var cost = new ModelCost(Pair);

        Assert.Equal(24 + 16 + 64 + 40, cost.StepWeights);
        // Over three tokens and an answer of one: 2 x 2 x 3 scores of the input, 2 x 2 x 1 of the answer.
        Assert.Equal(2 * (144 + (2 * 2 * (3 + 1))), cost.StepFlops(3, 0));
        // 2 layers of 88 a token and 2 D K = 8 for the cross-attention; scores 2 A n = 12 a token and layer.
        var input = (3 * ((2 * 88) + 8)) + (2 * 3 * 12);
        Assert.Equal((2 * input) + cost.StepFlops(3, 0), cost.FirstTokenFlops(3));
        Assert.Equal(cost.FirstTokenFlops(3) + cost.StepFlops(3, 1) + cost.StepFlops(3, 2), cost.AnswerFlops(3, 3));
        Assert.Equal(2 * 1 * 1 * (3 + 2), cost.StepCached(3, 1));
    }

    [Fact]
    public void A_decoder_only_model_reads_input_and_first_token_at_once()
    {
        var cost = new ModelCost(Stack);

        Assert.Equal((3 * 88) + 40, cost.StepWeights);
        Assert.Equal(2 * (304 + (3 * 2 * 2 * (3 + 2))), cost.StepFlops(3, 1));
        // 4 tokens; token t sees t, so 10 pairs of 2 A = 4 a layer; output and MLP of the last layer for one token.
        Assert.Equal(2 * ((4 * 3 * 88) + (3 * 10 * 4) + 40 - (3 * (8 + 64))), cost.FirstTokenFlops(3));
        Assert.Equal(2 * 3 * 1 * (3 + 2), cost.StepCached(3, 1));
    }

    [Fact]
    public void A_shape_without_the_mlps_width_cannot_be_counted() =>
        Assert.Throws<ArgumentException>(() => new ModelCost(Pair with { MlpDim = null }));
}
