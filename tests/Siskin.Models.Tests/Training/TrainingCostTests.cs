using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Training;

/// <summary>Counts against sums that were made by hand.</summary>
public sealed class TrainingCostTests
{
    // D 4, A 2 x 2 = 4, K 2, M 16, V 300: self-attention s = 2 D A + 2 D K = 48, MLP m = 128, cross 2 D A = 32,
    // table V D = 1200; 2 + 1 layers.
    private static readonly ModelOptions Pair = new()
    {
        VocabSize = 300,
        DModel = 4,
        Heads = 2,
        KvHeads = 1,
        HeadDim = 2,
        MlpDim = 16,
        EncoderLayers = 2,
        DecoderLayers = 1,
        Vision = null,
    };

    // Input of 3: 3 x (2 x 176 + 2 D K 16) and 2 layers of 2 A n = 24 a token; of it the encoder alone without the 16.
    private const double Encoder = 2 * ((3 * 2 * 176) + (2 * 3 * 24));
    private const double Keys = 2 * 3 * 16;

    // An answer token: 176 + 32 + 1200, and 2 A = 8 for each token that it sees: 3 + 1, 3 + 2.
    private const double FirstToken = 2 * (1408 + (8 * 4));
    private const double SecondToken = 2 * (1408 + (8 * 5));

    [Fact]
    public void The_gradient_costs_twice_as_much_as_the_network()
    {
        var cost = new TrainingCost(Pair);

        Assert.Equal(Encoder + Keys + FirstToken + SecondToken, cost.Forward(3, 2));
        Assert.Equal(3 * (Encoder + Keys + FirstToken + SecondToken), cost.Answers([(3, 2)]));
        Assert.Equal(cost.Answers([(3, 2)]) + cost.Answers([(5, 1)]), cost.Answers([(3, 2), (5, 1)]));
    }

    [Fact]
    public void A_decoder_only_network_runs_every_layer_over_input_and_answer()
    {
        var options = Pair with { Architecture = ModelShape.DecoderOnly };
        var (layers, mlp) = CausalSizes.Of(options);
        var cost = new TrainingCost(options);

        // 5 tokens see 1 to 5; behind the last attention the two of the answer go on.
        double block = 48 + (8 * mlp);
        var expected = (layers * ((5 * block) + (15 * 8))) + (2 * 1200) - (3 * (16 + (8 * mlp)));
        Assert.Equal(2 * expected, cost.Forward(3, 2));
    }

    [Fact]
    public void What_the_student_draws_is_counted_and_the_encoder_once()
    {
        var student = new TrainingCost(Pair);
        var teacher = new TrainingCost(Pair with { Architecture = ModelShape.DecoderOnly, DModel = 8 });
        double right = Keys + FirstToken + SecondToken,
            own = Keys + FirstToken;

        Assert.Equal(
            (3 * (Encoder + right + own)) + own + teacher.Forward(3, 1),
            student.OnPolicy(teacher, [(3, 2)], [1])
        );
        Assert.Equal((3 * (Encoder + right)) + teacher.Forward(3, 2), student.OffPolicy(teacher, [(3, 2)]));
    }

    [Fact]
    public void Answers_told_from_others_cost_what_is_behind_the_encoder()
    {
        var cost = new TrainingCost(Pair);
        // One answer of two tokens and three of one, from an input of three tokens.
        long[] targets = [5, 2, .. Enumerable.Repeat<long[]>([2, SampleGroup.Ignored], 3).SelectMany(pair => pair)];
        var choices = new ChoiceTargets([1, 1, 1, 1], new long[8], targets, 2);

        Assert.Equal(3 * ((4 * (Keys + FirstToken)) + SecondToken), cost.Choices(choices, [(9, 1), (3, 2)]));
    }

    [Fact]
    public void A_decoder_only_student_shares_nothing_and_draws_by_running_again()
    {
        var teacher = new TrainingCost(Pair);
        var student = new TrainingCost(Pair with { Architecture = ModelShape.DecoderOnly });

        Assert.Equal(
            (3 * (student.Forward(3, 2) + student.Forward(3, 2)))
                + student.Forward(3, 1)
                + student.Forward(3, 2)
                + teacher.Forward(3, 2),
            student.OnPolicy(teacher, [(3, 2)], [2])
        );
    }

    [Fact]
    public void Padding_is_not_counted_and_patches_are()
    {
        var group = SampleGroup.From(
            [
                new EncodedSample("t", [7, 8, 9], [5, 2], new float[3 * 2 * 64], 1, 2),
                new EncodedSample("t", [7], [5, 6, 6, 2], new float[3 * 2 * 64], 1, 2),
            ],
            Tiny.Tokens,
            patchSize: 8
        );

        Assert.Equal([(5, 2), (3, 4)], TrainingCost.Lengths(group));
    }
}
