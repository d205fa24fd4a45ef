using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.Graphs;

/// <summary>A decoder-only network in TorchSharp against its graphs in ONNX Runtime.</summary>
public sealed class CausalParityTests
{
    private const double Tolerance = 2e-4;
    private static readonly ModelOptions Options = TestModel.Options with { Architecture = ModelShape.DecoderOnly };
    private static readonly long[] Answer = [1, 17, 42, 260, 99, 5, 5, 280, 3, 18, 250, 7];

    [Theory]
    [InlineData(false, 3, 4, 9)]
    [InlineData(false, 8, 8, 40)]
    [InlineData(true, 2, 5, 1)]
    [InlineData(false, 0, 0, 23)]
    public void Prefill_and_steps_give_the_networks_logits(bool dualNorm, int rows, int columns, int tokens)
    {
        using var scope = NewDisposeScope();
        using var model = new CausalModel(Options with { DualNorm = dualNorm }, GraphPrecision.Float32);
        var pixels = rows == 0 ? null : TestTensors.Normal(1, 3, rows * 16, columns * 16);
        var ids = TestTensors.Tokens(tokens);

        var logits = model.Answer(pixels, ids, Answer);

        Closeness.AssertClose(Expected(model, pixels, ids), logits, Tolerance);
    }

    [Fact]
    public void A_text_only_model_has_no_patch_input_and_reads_its_longest_input()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalModel(Options with { Vision = null }, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(Options.MaxInputTokens);

        Closeness.AssertClose(Expected(model, null, ids), model.Answer(null, ids, Answer), Tolerance);
    }

    [Fact]
    public void Decoding_step_by_step_equals_reading_all_of_it_again()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalModel(Options, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(11);

        var stepped = model.Answer(null, ids, Answer);

        for (var count = 1; count <= Answer.Length; count++)
        {
            var whole = cat([ids, tensor(Answer[..count], [1, count])], 1);
            Closeness.AssertClose(model.Prefill(null, whole), stepped.narrow(1, count - 1, 1), Tolerance);
        }
    }

    [Fact]
    public void The_prefill_graph_reads_single_tokens_too()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalModel(Options, GraphPrecision.Float32, oneGraph: true);
        var ids = TestTensors.Tokens(11);

        Closeness.AssertClose(Expected(model, null, ids), model.Answer(null, ids, Answer), Tolerance);
    }

    [Fact]
    public void Nothing_is_read_behind_the_length()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalModel(Options, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(4);

        Closeness.AssertClose(model.Answer(null, ids, Answer), model.Answer(null, ids, Answer, unwritten: 1000), 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Int8_logits_stay_within_five_percent_of_the_float_ones(bool alike)
    {
        using var scope = NewDisposeScope();
        var precision = alike ? GraphPrecision.Int8Alike : GraphPrecision.Int8;
        using var model = new CausalModel(Options, precision, oneGraph: alike);
        var pixels = TestTensors.Normal(1, 3, 5 * 16, 6 * 16);
        var ids = TestTensors.Tokens(12);

        var error = Closeness.RelativeError(Expected(model, pixels, ids), model.Answer(pixels, ids, Answer));

        Assert.True(error < 0.05, $"relative error {error:P1}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Int4_logits_stay_within_a_third_of_the_float_ones(bool alike)
    {
        using var scope = NewDisposeScope();
        var precision = alike ? GraphPrecision.Int4Alike : GraphPrecision.Int4;
        using var model = new CausalModel(Options, precision, oneGraph: alike);
        var ids = TestTensors.Tokens(12);

        var error = Closeness.RelativeError(Expected(model, null, ids), model.Answer(null, ids, Answer));

        Assert.InRange(error, 0.01, 0.35);
    }

    /// <summary>Logits without a cache: all positions at once.</summary>
    private static Tensor Expected(CausalModel model, Tensor? pixels, Tensor ids) =>
        model.Network.AnswerLogits(pixels, ids, null, tensor(Answer, [1, Answer.Length])).detach();
}
