using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.Graphs;

/// <summary>The network in TorchSharp against its graphs in ONNX Runtime, whole.</summary>
public class ModelParityTests
{
    private const double Tolerance = 2e-4;
    private static readonly long[] Answer = [1, 17, 42, 260, 99, 5, 5, 280, 3, 18, 250, 7];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(8, 8)]
    [InlineData(1, 32)]
    [InlineData(16, 4)]
    public void Vision_graph_equals_the_network_for_every_grid(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        using var model = new TestModel(TestModel.Options, GraphPrecision.Float32);
        var pixels = TestTensors.Normal(1, 3, rows * 16, columns * 16);

        var patches = model.Vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];

        Closeness.AssertClose(model.Network.vision!.forward(pixels), patches, Tolerance);
    }

    [Theory]
    [InlineData(false, 3, 4, 9)]
    [InlineData(false, 8, 8, 40)]
    [InlineData(true, 2, 5, 1)]
    public void Frame_and_text_give_the_networks_logits(bool dualNorm, int rows, int columns, int tokens)
    {
        using var scope = NewDisposeScope();
        using var model = new TestModel(TestModel.Options with { DualNorm = dualNorm }, GraphPrecision.Float32);
        var pixels = TestTensors.Normal(1, 3, rows * 16, columns * 16);
        var ids = TestTensors.Tokens(tokens);

        var patches = model.Vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];
        var logits = model.DecodeByToken(model.Encode(patches, ids), Answer);

        Closeness.AssertClose(Expected(model, pixels, ids), logits, Tolerance);
    }

    [Fact]
    public void Text_alone_goes_through_a_model_with_vision()
    {
        using var scope = NewDisposeScope();
        using var model = new TestModel(TestModel.Options, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(23);

        var logits = model.DecodeByToken(model.Encode(null, ids), Answer);

        Closeness.AssertClose(Expected(model, null, ids), logits, Tolerance);
    }

    [Theory]
    [InlineData(2, 5, 7)]
    [InlineData(8, 8, 40)]
    public void The_encoder_graph_says_of_places_and_keypoints_what_the_network_says(int rows, int columns, int tokens)
    {
        using var scope = NewDisposeScope();
        var options = TestModel.Options with
        {
            Vision = TestModel.Options.Vision! with { Places = true, Keypoints = true },
        };
        using var model = new TestModel(options, GraphPrecision.Float32);
        var pixels = TestTensors.Normal(1, 3, rows * 16, columns * 16);
        var ids = TestTensors.Tokens(tokens);

        var patches = model.Vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];
        var told = model.Encode(patches, ids);
        var (places, keypoints) = (told[TensorNames.Places], told[TensorNames.Keypoints]);

        Assert.Equal([1, rows * columns, TensorNames.PlaceNumbers], places.shape);
        var read = model.Network.Read(pixels, ids, null);
        Closeness.AssertClose(read.Places(rows * columns)!, places, Tolerance);
        Assert.Equal([1, rows * columns, ScaleKeypoints.Count * TensorNames.KeypointNumbers], keypoints.shape);
        Closeness.AssertClose(read.Keypoints(rows * columns)!, keypoints, Tolerance);
    }

    [Fact]
    public void A_text_only_model_has_no_patch_input()
    {
        using var scope = NewDisposeScope();
        using var model = new TestModel(TestModel.Options with { Vision = null }, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(160);

        var logits = model.DecodeByToken(model.Encode(null, ids), Answer);

        Closeness.AssertClose(Expected(model, null, ids), logits, Tolerance);
    }

    [Theory]
    [InlineData(6, 3, 32)]
    [InlineData(4, 4, 16)]
    [InlineData(6, 1, 64)]
    public void Head_groups_are_read_in_the_same_order(int heads, int kvHeads, int headDim)
    {
        using var scope = NewDisposeScope();
        var options = TestModel.Options with { Heads = heads, KvHeads = kvHeads, HeadDim = headDim, Vision = null };
        using var model = new TestModel(options, GraphPrecision.Float32);
        var ids = TestTensors.Tokens(17);

        var logits = model.DecodeByToken(model.Encode(null, ids), Answer);

        Closeness.AssertClose(Expected(model, null, ids), logits, Tolerance);
    }

    [Fact]
    public void Int8_logits_stay_within_five_percent_of_the_float_ones()
    {
        using var scope = NewDisposeScope();
        using var model = new TestModel(TestModel.Options, GraphPrecision.Int8);
        var pixels = TestTensors.Normal(1, 3, 5 * 16, 6 * 16);
        var ids = TestTensors.Tokens(12);

        var patches = model.Vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];
        var logits = model.DecodeByToken(model.Encode(patches, ids), Answer);

        var patchError = Closeness.RelativeError(model.Network.vision!.forward(pixels), patches);
        var error = Closeness.RelativeError(Expected(model, pixels, ids), logits);
        Assert.True(
            patchError < 0.05 && error < 0.05,
            $"relative error of the patches {patchError:P1}, of the logits {error:P1}"
        );
    }

    [Fact]
    public void Int4_is_int8_where_the_input_is_read_and_stays_near_it_where_the_answer_is_made()
    {
        using var scope = NewDisposeScope();
        using var eight = new TestModel(TestModel.Options, GraphPrecision.Int8);
        using var four = new TestModel(TestModel.Options, GraphPrecision.Int4);
        var ids = TestTensors.Tokens(12);

        var (read, same) = (eight.Encode(null, ids), four.Encode(null, ids));
        var error = Closeness.RelativeError(eight.DecodeByToken(read, Answer), four.DecodeByToken(same, Answer));

        Assert.All(read, tensor => Closeness.AssertClose(tensor.Value, same[tensor.Key], 0));
        Assert.InRange(error, 0.01, 0.35);
    }

    /// <summary>Logits without a cache: all positions at once.</summary>
    private static Tensor Expected(TestModel model, Tensor? pixels, Tensor ids)
    {
        (var encoded, _) = model.Network.Encode(pixels, ids, textMask: null);
        return model.Network.Decode(encoded, mask: null, tensor(Answer, [1, Answer.Length])).detach();
    }
}
