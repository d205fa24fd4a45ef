using Microsoft.ML.OnnxRuntime;
using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.Graphs;

public sealed class HalfWeightsTests : IDisposable
{
    private readonly EncoderDecoder _network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options, seed: 7);

    public static TheoryData<string> Graphs => ["vision", "encoder", "decoder"];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void The_casts_are_folded_and_the_same_operators_remain(string graph)
    {
        var stored = Stored(graph);
        var halves = stored.Graph.Initializers.Count(tensor => tensor.Type == ElementType.Float16);
        Assert.Equal(
            halves,
            stored.Graph.Nodes.Count(node =>
                node.OpType == "Cast" && node.Inputs[0].EndsWith("/half", StringComparison.Ordinal)
            )
        );
        Assert.InRange(halves, 5, int.MaxValue);

        Assert.Equal(Optimized(Build(graph)), Optimized(stored));
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void The_file_is_about_half_as_large(string graph) =>
        Assert.InRange(Stored(graph).ToBytes().Length, 0, (int)(0.7 * Build(graph).ToBytes().Length));

    [Fact]
    public void It_computes_in_32_bits_with_the_rounded_weights()
    {
        using var scope = NewDisposeScope();
        var rounded = Build("encoder");
        HashSet<string> halved =
        [
            .. Stored("encoder")
                .Graph.Initializers.Where(tensor => tensor.Type == ElementType.Float16)
                .Select(tensor => tensor.Name[..^"/half".Length]),
        ];
        for (var i = 0; i < rounded.Graph.Initializers.Count; i++)
        {
            var tensor = rounded.Graph.Initializers[i];
            if (halved.Contains(tensor.Name))
            {
                float[] values = [.. tensor.As<float>().ToArray().Select(value => (float)(Half)value)];
                rounded.Graph.Initializers[i] = TensorProto.Of(tensor.Name, values, [.. tensor.Dims]);
            }
        }

        var expected = Encode(rounded);
        var actual = Encode(Stored("encoder"));

        Assert.All(expected, output => Closeness.AssertClose(output.Value, actual[output.Key], 0));
    }

    [Fact]
    public void Outputs_stay_close_to_those_of_the_whole_weights()
    {
        using var scope = NewDisposeScope();
        var expected = Encode(Build("encoder"));
        var actual = Encode(Stored("encoder"));

        Assert.All(
            expected,
            output => Assert.InRange(Closeness.RelativeError(output.Value, actual[output.Key]), 1e-7, 2e-3)
        );
    }

    [Fact]
    public void Small_weights_and_what_other_operators_read_stay_as_they_are()
    {
        var graph = new GraphBuilder("example");
        var x = graph.Input("x", ElementType.Float, 64, 64);
        var large = graph.Constant(TensorProto.Of("large", new float[4096], 64, 64));
        var added = graph.Constant(TensorProto.Of("added", new float[4096], 64, 64));
        var small = graph.Constant(TensorProto.Of("small", new float[64], 64, 1));
        // The smallest that 16 bits round to infinity.
        var wide = graph.Constant(TensorProto.Of("wide", [.. Enumerable.Repeat(65_520f, 4096)], 64, 64));
        var both = graph.Constant(TensorProto.Of("both", new float[4096], 64, 64));
        var product = graph.MatMul(graph.MatMul(graph.MatMul(x, large), wide), graph.Add(both, added));
        graph.Output(graph.MatMul(graph.MatMul(product, both), small), "y", 64, 1);
        var model = graph.Build();

        HalfWeights.Store(model.Graph);
        HalfWeights.Store(model.Graph); // a second time changes nothing

        Assert.Equal(
            ["large/half Float16", "added Float", "small Float", "wide Float", "both Float"],
            model.Graph.Initializers.Select(tensor => $"{tensor.Name} {tensor.Type}")
        );
        Assert.Equal("Cast", Assert.Single(model.Graph.Nodes, node => node.Outputs[0] == "large").OpType);
    }

    public void Dispose() => _network.Dispose();

    private ModelProto Build(string graph)
    {
        var weights = Weights.Of(_network);
        return graph switch
        {
            "vision" => VisionGraph.Build(TestModel.Options, weights, GraphPrecision.Float32),
            "encoder" => EncoderGraph.Build(TestModel.Options, weights, GraphPrecision.Float32),
            _ => DecoderGraph.Build(TestModel.Options, weights, GraphPrecision.Float32),
        };
    }

    private ModelProto Stored(string graph)
    {
        var model = Build(graph);
        HalfWeights.Store(model.Graph);
        return model;
    }

    private static Dictionary<string, Tensor> Encode(ModelProto model)
    {
        using var session = new GraphSession(model);
        manual_seed(3);
        return session.Run(
            (TensorNames.Patches, randn(1, 6, TestModel.Options.DModel)),
            (TensorNames.InputIds, randint(5, TestModel.Options.VocabSize, [1, 20], dtype: ScalarType.Int64))
        );
    }

    // Kinds of operators and of constants that ONNX Runtime computes with.
    private static string Optimized(ModelProto model)
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "optimized.onnx");
        using (
            var options = new SessionOptions
            {
                OptimizedModelFilePath = path,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            }
        )
            new InferenceSession(model.ToBytes(), options).Dispose();
        var graph = ModelProto.Load(path).Graph;
        return string.Join(
            '\n',
            [
                .. graph.Nodes.GroupBy(node => node.OpType).Select(kind => $"{kind.Count()} {kind.Key}").Order(),
                .. graph
                    .Initializers.GroupBy(tensor => tensor.Type)
                    .Select(kind => $"{kind.Sum(tensor => tensor.Raw.Length)} bytes of {kind.Key}")
                    .Order(),
            ]
        );
    }
}
