using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class InferenceEngineTests
{
    [Fact]
    public void Loaded_engine_says_what_it_runs()
    {
        using var bundle = new EchoBundle();

        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions("cpu-fp32"));

        Assert.Equal("cpu", engine.Provider);
        Assert.Equal("cpu-fp32", engine.Variant.Id);
        Assert.Equal("echo", engine.Bundle.Manifest.Name);
    }

    [Fact]
    public void Variant_for_the_npu_is_not_run_on_the_cpu()
    {
        using var bundle = new EchoBundle(change: m =>
            m with
            {
                Variants = [m.Variants[0], m.Variants[0] with { Id = "qnn", Provider = "qnn" }],
            }
        );

        Assert.Contains(
            "runs on the execution provider 'qnn' only",
            Refused(bundle, new EngineOptions("qnn")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void File_that_is_no_graph_is_named()
    {
        using var bundle = new EchoBundle(alter: folder => folder.Write("encoder.onnx", "not a graph"));

        Assert.Contains("graph 'encoder.onnx' cannot be loaded", Refused(bundle), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_outside_the_list_are_not_opened()
    {
        var graph = new OnnxWriter().External("w", "secret.bin", 1).ToArray();
        using var bundle = new EchoBundle(alter: folder =>
            File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), graph)
        );

        Assert.Contains(
            "keeps weights in 'secret.bin', which bundle.toml does not list",
            Refused(bundle),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tensor_that_the_graph_lacks_is_named()
    {
        var graph = new OnnxWriter()
            .Input("token", OnnxWriter.Int64, 1, 1)
            .Output("logits", OnnxWriter.Int64, 1, 1)
            .Node("Identity", ["token"], ["logits"])
            .ToArray();
        using var bundle = new EchoBundle(alter: folder =>
            File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), graph)
        );

        Assert.Contains(
            "graph 'decoder.onnx' has no input 'position'; it has token",
            Refused(bundle),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Manifest_that_disagrees_with_the_graph_is_refused()
    {
        using var bundle = new EchoBundle(change: m => m with { Model = m.Model with { MaxOutputTokens = 16 } });

        Assert.Contains(
            "'past_key.0' as (1, 1, 40, 1), bundle.toml asks for (1, 1, 16, 1)",
            Refused(bundle),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tokenizer_with_other_special_tokens_is_refused()
    {
        using var bundle = new EchoBundle(change: m =>
            m with
            {
                Model = m.Model with { Tokens = new SpecialTokens(0, 2, 1, 3, 4) },
            }
        );

        Assert.Contains("disagree about the special tokens", Refused(bundle), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenizer_larger_than_the_model_is_refused()
    {
        using var bundle = new EchoBundle(change: m => m with { Model = m.Model with { VocabSize = 260 } });

        Assert.Contains(
            "'tokenizer.json' has 261 tokens, [model] vocab_size is 260",
            Refused(bundle),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Broken_tokenizer_is_refused()
    {
        using var bundle = new EchoBundle(alter: folder => folder.Write("tokenizer.json", "{}"));

        Assert.Contains("tokenizer.json", Refused(bundle), StringComparison.Ordinal);
    }

    private static string Refused(EchoBundle bundle, EngineOptions? options = null) =>
        Assert
            .Throws<BundleException>(() => InferenceEngine.Load(bundle.Open(), options ?? new EngineOptions()))
            .Message;
}
