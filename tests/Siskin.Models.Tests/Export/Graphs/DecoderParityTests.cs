using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.Graphs;

/// <summary>
/// The decoder's kinds of layers one at a time: a network whose other layers write nothing, all positions at once in
/// TorchSharp against token by token with a cache in ONNX Runtime.
/// </summary>
public class DecoderParityTests
{
    private static readonly long[] Answer = [1, 30, 31, 32, 5, 299, 31, 30, 2, 7, 7, 8];

    [Theory]
    [InlineData("self_attn.o_proj")]
    [InlineData("cross_attn.o_proj")]
    [InlineData("mlp.fc2")]
    public void One_kind_of_layer_with_cache_equals_it_without(string kept)
    {
        using var scope = NewDisposeScope();
        using var network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options with { Vision = null }, seed: 11);
        SilenceOtherLayers(network, kept);
        using var model = new TestModel(network, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(21);
        (var encoded, _) = network.Encode(null, ids, textMask: null);
        var expected = network.Decode(encoded, mask: null, tensor(Answer, [1, Answer.Length]));

        var logits = model.DecodeByToken(model.Encode(null, ids), Answer);

        Closeness.AssertClose(expected, logits, 1e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Several_tokens_at_once_equal_one_after_the_other(int width)
    {
        using var scope = NewDisposeScope();
        using var network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options with { Vision = null }, seed: 11);
        using var model = new TestModel(network, GraphPrecision.Float32);
        var cross = model.Encode(null, TestTensors.Tokens(21));

        var single = model.DecodeByToken(cross, Answer);
        var several = model.DecodeByToken(cross, Answer, unwritten: 1000, width);

        Closeness.AssertClose(single, several, 1e-4);
    }

    [Fact]
    public void A_step_that_takes_one_token_equals_one_that_could_take_several()
    {
        using var scope = NewDisposeScope();
        using var network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options with { Vision = null }, seed: 11);
        using var several = new TestModel(network, GraphPrecision.Float32);
        using var one = new TestModel(network, GraphPrecision.Float32, takesOne: true);
        var ids = TestTensors.Tokens(21);

        Closeness.AssertClose(
            several.DecodeByToken(several.Encode(null, ids), Answer),
            one.DecodeByToken(one.Encode(null, ids), Answer),
            1e-5
        );
    }

    [Fact]
    public void A_step_reads_nothing_behind_its_own_position()
    {
        using var scope = NewDisposeScope();
        using var network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options with { Vision = null }, seed: 11);
        using var model = new TestModel(network, GraphPrecision.Float32);
        var cross = model.Encode(null, TestTensors.Tokens(4));

        var fresh = model.DecodeByToken(cross, Answer);
        var used = model.DecodeByToken(cross, Answer, unwritten: 1000);

        Closeness.AssertClose(fresh, used, 0);
    }

    private static void SilenceOtherLayers(EncoderDecoder network, string kept)
    {
        using var noGrad = no_grad();
        foreach ((var name, var weight) in network.decoder.named_parameters())
        {
            var writes =
                name.Contains("o_proj.", StringComparison.Ordinal)
                || name.Contains("mlp.fc2.", StringComparison.Ordinal);
            if (writes && !name.Contains(kept, StringComparison.Ordinal))
            {
                weight.zero_();
            }
        }
    }
}
