using Siskin.Models.Architecture;
using Siskin.Models.Commands;
using Siskin.Models.Export;
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
    public void A_bundle_without_the_float_variant_is_refused()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named(["cpu-int8"]));
        using var network = Network.Create(Tiny.Options);

        var wrong = Assert.Throws<InvalidDataException>(() => RestoredWeights.CopyInto(Bundle, network));

        Assert.Contains("cpu-fp32", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("cpu-int8", wrong.Message, StringComparison.Ordinal);
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

    public void Dispose() => _root.Dispose();
}
