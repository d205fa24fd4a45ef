using System.Numerics.Tensors;
using Siskin.Models.Architecture;
using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Export;

public sealed class RestoredWeightsTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    private string Bundle => Path.Combine(_root.Path, "bundle");

    [Fact]
    public void Every_weight_of_a_bundle_comes_back_as_exactly_as_it_is_stored()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-fp32"]));
        using var trained = RandomNetwork.Create(Tiny.Options, seed: 2);
        using var restored = RandomNetwork.Create(Tiny.Options, seed: 3);

        RestoredWeights.CopyInto(Bundle, restored);

        var wanted = trained.named_parameters().ToDictionary(p => p.name, p => TensorFile.ToArray(p.parameter));
        foreach (var (name, parameter) in restored.named_parameters())
        {
            var got = TensorFile.ToArray(parameter);
            for (var i = 0; i < got.Length; i++) // 16-bit floats have 11 significant bits
                Assert.True(Math.Abs(got[i] - wanted[name][i]) <= Math.Abs(wanted[name][i]) / 2048 + 1e-6, name);
        }
    }

    [Fact]
    public void From_what_devices_run_every_weight_comes_back_within_half_a_step()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-int8"]));
        using var trained = RandomNetwork.Create(Tiny.Options, seed: 2);
        using var restored = RandomNetwork.Create(Tiny.Options, seed: 3);

        Assert.Equal(("cpu-int8", true), RestoredWeights.CopyInto(Bundle, restored));

        var wanted = trained.named_parameters().ToDictionary(p => p.name, p => TensorFile.ToArray(p.parameter));
        foreach (var (name, parameter) in restored.named_parameters())
        {
            var (got, columns) = (TensorFile.ToArray(parameter), (int)parameter.shape[^1]);
            for (var i = 0; i < got.Length; i++)
            {
                var row = wanted[name].AsSpan(i / columns * columns, columns);
                var halfStep = IsRounded(name, parameter.shape)
                    ? TensorPrimitives.MaxMagnitude<float>(row) / 127 / 2
                    : 0;
                Assert.InRange(Math.Abs(got[i] - wanted[name][i]), 0, Math.Abs(halfStep) * 1.0001f);
            }
        }
    }

    [Fact]
    public void What_was_restored_from_8_bits_is_exported_to_the_same_8_bits()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-int8"]));
        using var restored = RandomNetwork.Create(Tiny.Options, seed: 3);
        RestoredWeights.CopyInto(Bundle, restored);
        var weights = Weights.Of(restored);

        foreach (
            var (file, again) in new[]
            {
                ("vision", VisionGraph.Build(Tiny.Options, weights, GraphPrecision.Int8)),
                ("encoder", EncoderGraph.Build(Tiny.Options, weights, GraphPrecision.Int8)),
                ("decoder", DecoderGraph.Build(Tiny.Options, weights, GraphPrecision.Int8)),
            }
        )
        {
            var first = ModelProto.Load(Path.Combine(Bundle, "cpu-int8", $"{file}.onnx")).Graph.Initializers;
            var steps = first.Where(tensor => tensor.Type is ElementType.Int8 or ElementType.UInt8).ToList();
            Assert.NotEmpty(steps);
            foreach (var tensor in steps)
            {
                var other = again.Graph.Initializers.Find(each => each.Name == tensor.Name);
                Assert.True(tensor.Raw.Span.SequenceEqual(other!.Raw.Span), tensor.Name);
            }
        }
    }

    [Fact]
    public void The_float_variant_is_taken_where_there_is_one()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-int8", "cpu-fp32"]));
        using var network = Network.Create(Tiny.Options);

        Assert.Equal(("cpu-fp32", false), RestoredWeights.CopyInto(Bundle, network));
    }

    [Fact]
    public void A_table_that_differs_between_encoder_and_decoder_is_refused()
    {
        using var one = RandomNetwork.Create(Tiny.Options, seed: 2);
        using var other = RandomNetwork.Create(Tiny.Options, seed: 3);
        var stored = new StoredWeights(one.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape));
        stored.Add(EncoderGraph.Build(Tiny.Options, Weights.Of(one), GraphPrecision.Int8).Graph);

        var wrong = Assert.Throws<InvalidDataException>(() =>
            stored.Add(DecoderGraph.Build(Tiny.Options, Weights.Of(other), GraphPrecision.Int8).Graph)
        );

        Assert.Contains("embedding.weight", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_place_head_comes_back_as_it_is_or_begins_anew(bool isStored)
    {
        var withHead = Tiny.Options with { Vision = Tiny.Options.Vision! with { Places = true } };
        RandomBundle.Write(Bundle, isStored ? withHead : Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-int8"]));
        using var restored = (EncoderDecoder)RandomNetwork.Create(withHead, seed: 3);
        using var wanted = (EncoderDecoder)RandomNetwork.Create(withHead, seed: isStored ? 2 : 3);

        RestoredWeights.CopyInto(Bundle, restored);

        Assert.Equal(TensorFile.ToArray(wanted.places!.fc1.weight!), TensorFile.ToArray(restored.places!.fc1.weight!));
        Assert.Equal(TensorFile.ToArray(wanted.places!.fc2.bias!), TensorFile.ToArray(restored.places!.fc2.bias!));
    }

    [Fact]
    public void A_bundle_without_a_variant_to_restore_from_is_refused()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["qnn-a16w8"]));
        using var network = Network.Create(Tiny.Options);

        var wrong = Assert.Throws<InvalidDataException>(() => RestoredWeights.CopyInto(Bundle, network));

        Assert.Contains("'cpu-fp32' or 'cpu-int8'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("qnn-a16w8", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_of_other_sizes_is_refused_with_the_weight_that_differs()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-fp32"]));
        using var network = Network.Create(Tiny.Options with { MlpDim = 96 });

        var wrong = Assert.Throws<InvalidDataException>(() => RestoredWeights.CopyInto(Bundle, network));

        Assert.Contains("fc1", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_begins_with_the_weights_of_a_bundle_and_is_begun_once()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-fp32"]));
        var (recipe, run) = (Path.Combine(_root.Path, "recipe.toml"), Path.Combine(_root.Path, "run"));
        File.WriteAllText(
            recipe,
            """
            name = "tiny"
            [model]
            vocab_size = 300
            d_model = 32
            heads = 4
            kv_heads = 2
            head_dim = 8
            mlp_dim = 64
            encoder_layers = 2
            decoder_layers = 1
            max_input_tokens = 64
            max_output_tokens = 16
            [model.vision]
            patch_size = 8
            max_patches = 16
            max_side = 8
            stem_channels = [8, 16]
            layers = 1
            [tasks]
            digit = 1
            """
        );

        Assert.Equal(0, await ToolCommand.RunAsync("restore", Bundle, run, "--recipe", recipe));

        var checkpoint = Checkpoint.Read(Path.Combine(run, "checkpoint"));
        Assert.Equal((0, 0), (checkpoint.Step, checkpoint.SamplesDrawn));
        Assert.Equal(2, await ToolCommand.RunAsync("restore", Bundle, run, "--recipe", recipe));
    }

    // Norms, biases and convolutions stay floats.
    private static bool IsRounded(string name, long[] shape) =>
        shape.Length == 2 && name.EndsWith(".weight", StringComparison.Ordinal);

    public void Dispose() => _root.Dispose();
}
