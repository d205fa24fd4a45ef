using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export;

/// <summary>A decoder-only network from the exporter to the library that serves it.</summary>
public sealed class DecoderOnlyBundleTests : IDisposable
{
    private static readonly ModelOptions Options = TestModel.Options with { Architecture = ModelShape.DecoderOnly };
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void The_engine_computes_the_networks_logits_with_and_without_a_frame()
    {
        using var scope = NewDisposeScope();
        using var network = RandomNetwork.Create(Options, seed: 3);
        RandomBundle.Write(_folder.Path, Options, seed: 3, BundleVariantPlan.Named("cpu-fp32"));
        using var engine = InferenceEngine.Load(BundleReader.Open(_folder.Path), new EngineOptions(Threads: 1));
        var pixels = TestTensors.Normal(1, 3, 32, 48);
        int[] ids = [9, 10, 11, 12, 13];
        int[] answer = [RandomVocabulary.Tokens.Bos, 30, 31, 5];

        foreach (var frame in (Tensor?[])[null, pixels, null])
        {
            var expected = network.AnswerLogits(frame, Longs(ids), null, Longs(answer)).detach(); // (1, U, vocab)
            pixels.data<float>().ToArray().CopyTo(engine.Graphs.Vision!.Pixels);
            using var patches = frame is null ? null : engine.Graphs.Vision.Run(new FrameGeometry(3, 2, 48, 32));
            using var read = engine.Graphs.Prefill(patches, ids, ids.Length + (frame is null ? 0 : 6));
            // Another answer from the start, and one from the middle, on the same input.
            foreach (var i in (int[])[0, 1, 2, 3, 0, 1, 2, 3, 2, 3])
            {
                engine.Graphs.Step(answer[i], i);
                // Large weights are stored as 16-bit floats.
                Closeness.AssertClose(expected[0, i], tensor(engine.Graphs.Logits.ToArray()), 0.02);
            }
        }
    }

    [Theory]
    [InlineData("cpu-int8", "cpu-int8/prefill.onnx", "cpu-int8/decoder.onnx")]
    [InlineData("cpu-int8-alike", "cpu-int8-alike/prefill.onnx", "cpu-int8-alike/prefill.onnx")]
    [InlineData("cpu-int4", "cpu-int4/prefill.onnx", "cpu-int4/decoder.onnx")]
    [InlineData("cpu-int4-alike", "cpu-int4-alike/prefill.onnx", "cpu-int4-alike/prefill.onnx")]
    [InlineData("cpu-fp32", "cpu-fp32/prefill.onnx", "cpu-fp32/prefill.onnx")]
    public void Weights_that_are_stored_alike_are_stored_once(string id, string prefill, string decoder)
    {
        RandomBundle.Write(_folder.Path, Options, seed: 3, BundleVariantPlan.Named(id));

        var variant = BundleReader.Open(_folder.Path).Variant(id);

        Assert.Equal((prefill, decoder), (variant.Encoder, variant.Decoder));
        Assert.Equal(
            variant.Graphs.Order(),
            Directory
                .GetFiles(Path.Combine(_folder.Path, id))
                .Select(file => $"{id}/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_manifest_states_the_layers_of_the_stack()
    {
        RandomBundle.Write(_folder.Path, Options, seed: 3, BundleVariantPlan.Named("cpu-int8"));

        var model = BundleReader.Open(_folder.Path).Manifest.Model;

        var sizes = CausalSizes.Of(Options);
        Assert.Equal(
            (ModelShape.DecoderOnly, 0, sizes.Layers, sizes.MlpDim),
            (model.Architecture, model.EncoderLayers, model.DecoderLayers, model.MlpDim)
        );
    }

    [Fact]
    public void Evaluation_scores_it_like_any_other()
    {
        RandomBundle.Write(_folder.Path, Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        using var engine = InferenceEngine.Load(BundleReader.Open(_folder.Path), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var reply = responder.Answer(new ResponderRequest("How warm?"), null, CancellationToken.None).Answer!.Text;

        var result = new Evaluator(responder, "cpu-int8").Run(
            new EvaluationSet("one", [new("telemetry", "How warm?", null, null, reply, Scoring.Exact)]),
            _ => { },
            CancellationToken.None
        );

        Assert.Equal((1, 1), (result.Count, result.Right));
    }

    [Fact]
    public void Graphs_for_the_npu_are_refused()
    {
        var target = Path.Combine(_folder.Path, "bundle");

        var wrong = Assert.Throws<ArgumentException>(() =>
            RandomBundle.Write(target, Options, seed: 1, BundleVariantPlan.Named("qnn-a16w8"))
        );

        Assert.Contains(
            "qnn-a16w8 cannot be written: there are no graphs of fixed shapes of a decoder-only model",
            wrong.Message,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(target));
    }

    public void Dispose() => _folder.Dispose();

    private static Tensor Longs(int[] ids) => tensor([.. ids.Select(id => (long)id)], [1, ids.Length]);
}
