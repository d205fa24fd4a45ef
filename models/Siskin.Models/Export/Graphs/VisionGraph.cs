using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The vision graph: pixels (1, 3, H, W) -> patch embeddings (1, P, D). H and W vary by whole patches; the network that
/// it spells out is <see cref="VisionEncoder"/>.
/// </summary>
internal sealed class VisionGraph
{
    private const float GroupNormEpsilon = 1e-5f; // the default of torch's GroupNorm

    private readonly GraphBuilder _graph = new("vision");
    private readonly LayerEmitter _layers;
    private readonly VisionOptions _vision;

    private VisionGraph(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        _layers = new LayerEmitter(_graph, weights, options, precision.Prefill);
        _vision =
            options.Vision ?? throw new ArgumentException("the model options have no vision part", nameof(options));
    }

    /// <summary>Emits the graph.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        var emitter = new VisionGraph(options, weights, precision);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var pixels = _graph.Input(TensorNames.Pixels, ElementType.Float, 1, 3, "height", "width");
        using var at = _graph.At("vision");
        var grid = Place(Stem(Standardize(pixels))); // (1, rows * columns, D)
        var encoded = new EncoderLayers(_layers).Emit(grid, "vision", _vision.Layers, rotaryPositions: 0);
        var patches = _layers.Mlp(encoded, "projector", "vision.projector");
        _graph.Output(patches, TensorNames.Patches, 1, "patches", _layers.Options.DModel);
    }

    /// <summary>Minus the frame's mean, over its deviation.</summary>
    private Value Standardize(Value pixels)
    {
        using var at = _graph.At("standardize");
        var centred = _graph.Sub(pixels, _graph.ReduceMean(pixels, 1, 2, 3));
        var variance = _graph.ReduceMean(_graph.Mul(centred, centred), 1, 2, 3);
        var epsilon = _graph.Number((float)ConvStem.StandardizationEpsilon);
        return _graph.Div(centred, _graph.Sqrt(_graph.Add(variance, epsilon)));
    }

    private Value Stem(Value x)
    {
        using var at = _graph.At("stem");
        var last = _vision.StemChannels.Length;
        for (var i = 0; i <= last; i++)
        {
            if (i == last)
            {
                var change = Convolve(x, "residual_conv", "residual_norm", _vision.StemChannels[^1], stride: 1);
                x = _graph.Add(x, change);
            }

            var channels = i == last ? _layers.Options.DModel : _vision.StemChannels[i];
            x = Convolve(x, $"convs.{i}", $"norms.{i}", channels, stride: 2);
        }

        return x; // (1, D, rows, columns)
    }

    /// <summary>3x3 convolution, group norm, ReLU.</summary>
    private Value Convolve(Value x, string conv, string norm, int channels, int stride)
    {
        using var at = _graph.At(conv);
        var weight = _layers.Parameter($"vision.stem.{conv}.weight");
        var bias = _layers.Parameter($"vision.stem.{conv}.bias");
        var convolved = _graph.Conv(x, weight, bias, stride, padding: 1);
        return _graph.Relu(GroupNorm(convolved, $"vision.stem.{norm}", channels));
    }

    /// <summary>
    /// Group norm as an instance norm over groups: ONNX Runtime has no CPU kernel of its own for
    /// <c>GroupNormalization</c>.
    /// </summary>
    private Value GroupNorm(Value x, string module, int channels)
    {
        var groups = _vision.StemGroups;
        float[] one = [.. Enumerable.Repeat(1f, groups)];
        var ones = _graph.Constant(TensorProto.Of($"/groups/ones.{groups}", one, groups));
        var zeros = _graph.Constant(TensorProto.Of($"/groups/zeros.{groups}", new float[groups], groups));
        var grouped = _graph.Reshape(x, 0, groups, -1); // (1, G, C / G * H * W)
        var normalized = _graph.InstanceNormalization(grouped, ones, zeros, GroupNormEpsilon);
        var features = _graph.Reshape(normalized, _graph.Shape(x, 0, 4)); // (1, C, H, W)
        var scaled = _graph.Mul(features, PerChannel($"{module}.weight", channels));
        return _graph.Add(scaled, PerChannel($"{module}.bias", channels));
    }

    private Value PerChannel(string name, int channels) =>
        _graph.Constant(TensorProto.Of(name, _layers.Weights.Get(name).Values, channels, 1, 1));

    /// <summary>Adds the row's and the column's embedding: (1, D, rows, columns) -> (1, rows * columns, D).</summary>
    private Value Place(Value features)
    {
        using var at = _graph.At("positions");
        var rows = _graph.Slice(_layers.Parameter("vision.row_embedding"), _graph.Shape(features, 2, 3), axis: 0);
        var columns = _graph.Slice(_layers.Parameter("vision.column_embedding"), _graph.Shape(features, 3, 4), axis: 0);
        var grid = _graph.Transpose(features, 0, 2, 3, 1); // (1, rows, columns, D)
        var placed = _graph.Add(_graph.Add(grid, _graph.Unsqueeze(rows, 1)), columns); // (rows, 1, D) and (columns, D)
        return _graph.Reshape(placed, 1, -1, _layers.Options.DModel);
    }
}
