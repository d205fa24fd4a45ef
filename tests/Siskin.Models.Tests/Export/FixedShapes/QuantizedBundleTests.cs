using Siskin.Models.Data;
using Siskin.Models.Export;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.FixedShapes;

/// <summary>A whole quantized variant through the runtime library, against the network it was written from.</summary>
public sealed class QuantizedBundleTests : IClassFixture<QuantizedBundleTests.Fixture>
{
    private readonly Fixture _fixture;

    public QuantizedBundleTests(Fixture fixture) => _fixture = fixture;

    [Fact]
    public void Logits_stay_close_to_those_of_the_network()
    {
        const double bound = 0.03;
        using var engine = _fixture.Load("qnn-a16w8");
        double[] errors = [.. Samples().Select(Error)];

        Assert.True(
            errors.Max() < bound,
            $"relative errors: {string.Join(", ", errors.Select(error => $"{error:P2}"))}"
        );

        double Error(EncodedSample sample)
        {
            using var scope = NewDisposeScope();
            return Closeness.RelativeError(_fixture.Model.Expected(sample), Decode(engine, sample));
        }
    }

    [Fact]
    public void A_frame_gives_the_same_patches_whatever_was_on_the_canvas_before()
    {
        using var engine = _fixture.Load("qnn-a16w8");
        var first = See(engine, StaticModel.Sample(2, 3, 1, 1));
        See(engine, StaticModel.Sample(4, 4, 1, 1));

        Assert.Equal(first, See(engine, StaticModel.Sample(2, 3, 1, 1)));
    }

    [Fact]
    public void An_answer_does_not_depend_on_the_one_before()
    {
        using var engine = _fixture.Load("qnn-a16w8");
        using var scope = NewDisposeScope();
        var sample = StaticModel.Sample(3, 3, 7, 6);
        var first = Decode(engine, sample);
        Decode(engine, StaticModel.Sample(8, 8, 90, 12));

        Closeness.AssertClose(first, Decode(engine, sample), 0);
    }

    [Fact]
    public void Every_file_of_the_variant_is_listed()
    {
        var graphs = _fixture.Bundle.Variant("qnn-a16w8").Static!;

        Assert.All(graphs.Files, file => Assert.True(File.Exists(_fixture.Bundle.PathOf(file))));
        Assert.Contains(graphs.Calibration, _fixture.Bundle.Manifest.Sha256.Keys);
        Assert.Contains(graphs.Weights, _fixture.Bundle.Manifest.Sha256.Keys);
    }

    [Fact]
    public void Weights_that_the_buckets_share_compute_the_same_as_weights_in_every_graph()
    {
        const string variant = "qnn-a16w8";
        using var folder = new ScratchFolder();
        var inlined = Inlined(folder.Path, variant);
        using var shared = _fixture.Load(variant);
        using var whole = InferenceEngine.Load(
            inlined,
            new EngineOptions(variant, Threads: 1) { EvaluateOnCpu = true }
        );
        using var scope = NewDisposeScope();

        Assert.All(Samples(), sample => Closeness.AssertClose(Decode(whole, sample), Decode(shared, sample), 0));

        Assert.True(Bytes(inlined) > Bytes(_fixture.Bundle), $"{Bytes(inlined)} bytes became {Bytes(_fixture.Bundle)}");

        long Bytes(Bundle bundle) =>
            bundle.Variant(variant).Files.Sum(file => new FileInfo(bundle.PathOf(file)).Length);
    }

    // The same variant with everything in the graphs' own files.
    private Bundle Inlined(string folder, string id)
    {
        var manifest = _fixture.Bundle.Manifest;
        var variant = _fixture.Bundle.Variant(id);
        foreach (var file in variant.Files.Except([variant.Static!.Weights]).Prepend(manifest.Tokenizer)!)
        {
            var copy = Path.Combine(folder, file!);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (variant.Graphs.Contains(file))
                ModelProto.Load(_fixture.Bundle.GraphPath(file!)).Save(copy);
            else
                File.Copy(_fixture.Bundle.PathOf(file!), copy);
        }

        BundleWriter.Write(
            folder,
            manifest with
            {
                Variants = [variant with { Static = variant.Static! with { Weights = null } }],
                Sha256 = new Dictionary<string, string>(),
            }
        );
        return BundleReader.Open(folder);
    }

    private static IEnumerable<EncodedSample> Samples() =>
        [
            StaticModel.Sample(2, 3, 11, 8),
            StaticModel.Sample(4, 4, 48, 3), // exactly 64 positions
            StaticModel.Sample(4, 4, 49, 3), // one more
            StaticModel.Sample(5, 12, 30, 12),
            StaticModel.Sample(0, 0, 64, 5),
            StaticModel.Sample(0, 0, 65, 5),
        ];

    private static ushort[] See(InferenceEngine engine, EncodedSample sample)
    {
        sample.Pixels.CopyTo(engine.Graphs.Vision!.Pixels);
        using var patches = engine.Graphs.Vision.Run(
            new FrameGeometry(sample.Columns, sample.Rows, sample.Columns * 16, sample.Rows * 16)
        );
        return patches.GetTensorDataAsSpan<ushort>().ToArray();
    }

    private static Tensor Decode(InferenceEngine engine, EncodedSample sample)
    {
        using var patches = sample.Pixels is null ? null : Run();
        using var read = engine.Graphs.Prefill(
            patches,
            sample.InputIds,
            (sample.Rows * sample.Columns) + sample.InputIds.Length
        );
        int[] tokens = [RandomVocabulary.Tokens.Bos, .. sample.AnswerIds[..^1]];
        var logits = new List<float>();
        for (var i = 0; i < tokens.Length; i++)
        {
            engine.Graphs.Step(tokens[i], i);
            logits.AddRange(engine.Graphs.Logits);
        }

        return tensor(logits.ToArray(), [tokens.Length, logits.Count / tokens.Length]);

        Microsoft.ML.OnnxRuntime.OrtValue Run()
        {
            sample.Pixels.CopyTo(engine.Graphs.Vision!.Pixels);
            return engine.Graphs.Vision.Run(
                new FrameGeometry(sample.Columns, sample.Rows, sample.Columns * 16, sample.Rows * 16)
            );
        }
    }

    public sealed class Fixture : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("quantized").FullName;

        public Fixture()
        {
            RandomBundle.Write(_root, TestModel.Options, seed: 7, BundleVariantPlan.Named("cpu-fp32", "qnn-a16w8"));
            Bundle = BundleReader.Open(_root);
            Model = new StaticModel(TestModel.Options);
        }

        public Bundle Bundle { get; }

        internal StaticModel Model { get; }

        public InferenceEngine Load(string variant) =>
            InferenceEngine.Load(Bundle, new EngineOptions(variant, Threads: 1) { EvaluateOnCpu = true });

        public void Dispose()
        {
            Model.Dispose();
            Directory.Delete(_root, recursive: true);
        }
    }
}
