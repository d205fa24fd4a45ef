using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
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

    [Theory]
    [InlineData("fp32", 1e-4)]
    [InlineData("int8", 1e-2)]
    public void Answers_of_one_step_equal_each_alone(string precision, double tolerance)
    {
        const int Later = 4; // steps after which the second answer begins
        using var scope = NewDisposeScope();
        using var network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options with { Vision = null }, seed: 11);
        using var model = new TestModel(network, precision == "fp32" ? GraphPrecision.Float32 : GraphPrecision.Int8);
        var (first, second) = (model.Encode(null, TestTensors.Tokens(21)), model.Encode(null, TestTensors.Tokens(5)));

        var rows = Together(model, Padded(first, second), [21, 5], Later);

        Closeness.AssertClose(model.DecodeByToken(first, Answer), rows[0].unsqueeze(0), tolerance);
        Closeness.AssertClose(
            model.DecodeByToken(second, Answer[..^Later]),
            rows[1, TensorIndex.Slice(Later)].unsqueeze(0),
            tolerance
        );
    }

    // Both answers are the same tokens; until it begins, the second one's first token is put in again and again.
    private static Tensor Together(TestModel model, Dictionary<string, Tensor> cross, long[] lengths, int later)
    {
        var options = model.Network.Options;
        var cache = cross.ToDictionary(
            entry => entry.Key.Replace("cross_", "past_", StringComparison.Ordinal),
            _ => full([2, options.KvHeads, options.MaxOutputTokens, options.HeadDim], 1000f)
        );
        var logits = new List<Tensor>();
        for (var step = 0; step < Answer.Length; step++)
        {
            var behind = Math.Max(0, step - later);
            var outputs = model.Decoder.Run([
                (TensorNames.Token, tensor([Answer[step], Answer[behind]], [2, 1])),
                (TensorNames.Position, tensor([step, behind], [2])),
                (TensorNames.TotalLength, tensor(step + 1)),
                (TensorNames.InputLengths, tensor(lengths, [2])),
                .. cross.Select(entry => (entry.Key, entry.Value)),
                .. cache.Select(entry => (entry.Key, entry.Value)),
            ]);
            logits.Add(outputs[TensorNames.Logits]);
            foreach (var name in cache.Keys)
                cache[name] = outputs[name.Replace("past_", "present_", StringComparison.Ordinal)];
        }

        return cat([.. logits], 1); // (2, T, vocab)
    }

    // What is behind the shorter input must not count.
    private static Dictionary<string, Tensor> Padded(
        Dictionary<string, Tensor> first,
        Dictionary<string, Tensor> second
    )
    {
        return first.ToDictionary(
            entry => entry.Key,
            entry =>
            {
                var other = second[entry.Key];
                var (longer, shorter) = (entry.Value.shape[2], other.shape[2]);
                var padding = full([1, other.shape[1], longer - shorter, other.shape[3]], 50f);
                return cat([entry.Value, cat([other, padding], 2)], 0);
            }
        );
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
