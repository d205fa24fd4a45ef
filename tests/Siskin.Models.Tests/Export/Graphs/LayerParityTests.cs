using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export.Graphs;

/// <summary>Single layers of the network in TorchSharp against the nodes that are emitted for them.</summary>
public sealed class LayerParityTests : IDisposable
{
    private const double Tolerance = 2e-5;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly EncoderDecoder _network = (EncoderDecoder)RandomNetwork.Create(TestModel.Options, seed: 3);
    private readonly Tensor _x = TestTensors.Normal(1, 19, 64);

    [Fact]
    public void Norm() =>
        Closeness.AssertClose(
            _network.encoder.layers[0].ln1.forward(_x),
            Run((layers, input) => new ResidualStream(layers, input).Norm("ln1", "encoder.layers.0.ln1")),
            Tolerance
        );

    [Fact]
    public void Sum_and_norm_in_one_operator() =>
        Closeness.AssertClose(
            _network
                .encoder.layers[0]
                .ln1.forward(_x + nn.functional.gelu(_x, TorchSharp.Modules.GELU.Approximate.tanh, inplace: false)),
            Run(
                (layers, input) =>
                {
                    var stream = new ResidualStream(layers, input);
                    stream.Add(layers.Graph.Gelu(input), "post_ln1", "unused");
                    return stream.Norm("ln1", "encoder.layers.0.ln1");
                }
            ),
            Tolerance
        );

    [Fact]
    public void Encoder_attention_with_rotation() =>
        Closeness.AssertClose(
            _network.encoder.layers[1].self_attn.forward(_x, _x, Rotary(), mask: null),
            Run(
                (layers, input) =>
                    new EncoderLayers(layers).SelfAttention(input, "encoder.layers.1.self_attn", rotaryPositions: 160)
            ),
            Tolerance
        );

    [Fact]
    public void Vision_attention_without_rotation() =>
        Closeness.AssertClose(
            _network.vision!.layers[1].self_attn.forward(_x, _x, rotary: null, mask: null),
            Run(
                (layers, input) =>
                    new EncoderLayers(layers).SelfAttention(input, "vision.layers.1.self_attn", rotaryPositions: 0)
            ),
            Tolerance
        );

    [Fact]
    public void Mlp() =>
        Closeness.AssertClose(
            _network.decoder.layers[0].mlp.forward(_x),
            Run((layers, input) => layers.Mlp(input, "mlp", "decoder.layers.0.mlp")),
            Tolerance
        );

    [Fact]
    public void Projector() =>
        Closeness.AssertClose(
            _network.vision!.projector.forward(_x),
            Run((layers, input) => layers.Mlp(input, "projector", "vision.projector")),
            Tolerance
        );

    [Theory]
    [InlineData(LinearStorage.Float32, 1e-5)]
    [InlineData(LinearStorage.ColumnInt8, 0.015)]
    [InlineData(LinearStorage.BlockInt8, 0.010)]
    [InlineData(LinearStorage.BlockInt4, 0.12)]
    internal void Linear_layers_stay_within_the_error_of_their_storage(LinearStorage storage, double bound)
    {
        var packed = cat(
            [
                _network.encoder.layers[0].self_attn.q_proj.forward(_x),
                _network.encoder.layers[0].self_attn.v_proj.forward(_x),
            ],
            -1
        );

        var actual = LayerGraph.Run(
            _network,
            storage,
            _x,
            (layers, input) =>
                layers.Linear(input, "qv", "encoder.layers.0.self_attn.q_proj", "encoder.layers.0.self_attn.v_proj")
        );

        var error = Closeness.RelativeError(packed, actual);
        Assert.True(error <= bound, $"{storage}: relative error {error:P2}, allowed {bound:P2}");
    }

    [Theory]
    [InlineData(LinearStorage.Float32, 1e-6, 1e-5)]
    [InlineData(LinearStorage.BlockInt8, 0.008, 0.010)]
    [InlineData(LinearStorage.BlockInt4, 0.12, 0.15)]
    internal void Embedding_rows_and_logits(LinearStorage storage, double rowBound, double logitBound)
    {
        var graph = new GraphBuilder("embedding");
        var ids = graph.Input("ids", ElementType.Int64, 1, "length");
        var hidden = graph.Input("hidden", ElementType.Float, 1, "length", 64);
        var table = new EmbeddingTable(graph, Weights.Of(_network), storage);
        graph.Output(table.Rows(ids), "rows");
        graph.Output(table.Logits(hidden), "logits");
        using var session = new GraphSession(graph.Build());
        var tokens = tensor(new long[] { 0, 299, 17, 17, 5 }, [1, 5]);
        var states = TestTensors.Normal(1, 5, 64);

        var results = session.Run(("ids", tokens), ("hidden", states));

        var rows = Closeness.RelativeError(_network.embedding.forward(tokens), results["rows"]);
        var logits = Closeness.RelativeError(
            nn.functional.linear(states, _network.embedding.weight!),
            results["logits"]
        );
        Assert.True(rows <= rowBound, $"rows: relative error {rows:P2}");
        Assert.True(logits <= logitBound, $"logits: relative error {logits:P2}");
    }

    [Fact]
    public void Conv_stem_positions_and_projector()
    {
        var options = TestModel.Options with { Vision = TestModel.Options.Vision! with { Layers = 0 } };
        using var model = new TestModel(options, GraphPrecision.Float32);
        var pixels = TestTensors.Normal(1, 3, 48, 80);

        var patches = model.Vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];

        Closeness.AssertClose(model.Network.vision!.forward(pixels), patches, 1e-4);
    }

    public void Dispose()
    {
        _network.Dispose();
        _scope.Dispose();
    }

    private static RotaryEmbedding Rotary() =>
        new(TestModel.Options.HeadDim, TestModel.Options.MaxInputTokens, TestModel.Options.RopeTheta);

    private Tensor Run(Func<LayerEmitter, Value, Value> emit) =>
        LayerGraph.Run(_network, LinearStorage.Float32, _x, emit);
}
