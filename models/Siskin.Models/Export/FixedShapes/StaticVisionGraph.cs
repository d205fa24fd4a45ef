using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// The vision graph for a canvas of fixed size. Means and variances are those of the frame alone: what is outside is
/// masked to zero before every convolution, as the border of the frame is in the network, and counted out of every
/// mean.
/// </summary>
internal sealed class StaticVisionGraph
{
    private const float GroupNormEpsilon = 1e-5f; // the default of torch's GroupNorm

    private readonly GraphBuilder _graph = new("vision");
    private readonly StaticLayers _layers;
    private readonly VisionOptions _vision;
    private readonly int _rows;
    private readonly int _columns;
    private readonly List<Value> _masks = [];
    private Value _areaRatio;

    private StaticVisionGraph(ModelOptions options, Weights weights, int rows, int columns)
    {
        _layers = new StaticLayers(_graph, weights, options);
        _vision =
            options.Vision ?? throw new ArgumentException("the model options have no vision part", nameof(options));
        (_rows, _columns) = (rows, columns);
    }

    /// <summary>Emits the graph in float32.</summary>
    /// <param name="options">The network's sizes.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="rows">Rows of patches on the canvas.</param>
    /// <param name="columns">Patches in a row of the canvas.</param>
    public static ModelProto Build(ModelOptions options, Weights weights, int rows, int columns)
    {
        var emitter = new StaticVisionGraph(options, weights, rows, columns);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var patch = _vision.PatchSize;
        var pixels = _graph.Input(TensorNames.Pixels, ElementType.Float, 1, 3, _rows * patch, _columns * patch);
        for (var stage = 0; stage <= _vision.StemChannels.Length; stage++)
        {
            var perPatch = patch >> (stage + 1);
            _masks.Add(
                _graph.Input(
                    TensorName.OfLayer(TensorNames.FrameMask, stage),
                    ElementType.Float,
                    1,
                    1,
                    _rows * perPatch,
                    _columns * perPatch
                )
            );
        }

        _areaRatio = _graph.Input(TensorNames.AreaRatio, ElementType.Float, 1, 1, 1, 1);
        var patchMask = _graph.Input(TensorNames.PatchMask, ElementType.Float, 1, 1, 1, _rows * _columns);
        using var at = _graph.At("vision");
        var placed = Place(Stem(pixels)); // (R * C, D)
        var blocks = new StaticBlocks(_layers, _rows * _columns, patchMask, rotary: false);
        var encoded = blocks.Emit(placed, "vision", _vision.Layers);
        var patches = _layers.Mlp(encoded, "projector", "vision.projector");
        _graph.Output(patches, TensorNames.Patches, _rows * _columns, _layers.Options.DModel);
    }

    private Value Stem(Value x)
    {
        using var at = _graph.At("stem");
        var last = _vision.StemChannels.Length;
        for (var i = 0; i <= last; i++)
        {
            if (i == last)
            {
                x = _graph.Add(
                    x,
                    Convolve(x, "residual_conv", "residual_norm", _vision.StemChannels[^1], stage: i - 1, stride: 1)
                );
            }

            var channels = i == last ? _layers.Options.DModel : _vision.StemChannels[i];
            x = Convolve(x, $"convs.{i}", $"norms.{i}", channels, stage: i, stride: 2);
        }

        return x; // (1, D, R, C)
    }

    /// <summary>3x3 convolution, group norm, ReLU, and zero outside of the frame.</summary>
    private Value Convolve(Value x, string conv, string norm, int channels, int stage, int stride)
    {
        using var at = _graph.At(conv);
        var weight = _layers.Parameter($"vision.stem.{conv}.weight");
        var bias = _layers.Parameter($"vision.stem.{conv}.bias");
        var convolved = _graph.Conv(x, weight, bias, stride, padding: 1);
        var scaled = _graph.Mul(
            GroupNorm(convolved, channels, stage),
            _layers.Parameter($"vision.stem.{norm}.weight", 1, channels, 1, 1)
        );
        var shifted = _graph.Add(scaled, _layers.Parameter($"vision.stem.{norm}.bias", 1, channels, 1, 1));
        return _graph.Mul(_graph.Relu(shifted), _masks[stage]);
    }

    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) by groups of channels, over the frame alone: a mean over the canvas of
    /// what is zero outside of the frame, times canvas over frame.
    /// </summary>
    private Value GroupNorm(Value x, int channels, int stage)
    {
        using var at = _graph.At("group_norm");
        var perPatch = _vision.PatchSize >> (stage + 1);
        (var height, var width) = (_rows * perPatch, _columns * perPatch);
        (var groups, var area) = (_vision.StemGroups, height * width);
        var mask = _graph.Reshape(_masks[stage], 1, 1, 1, area);
        var grouped = _graph.Mul(_graph.Reshape(x, 1, groups, channels / groups, area), mask); // (1, G, C / G, H * W)
        var centred = _graph.Mul(_graph.Sub(grouped, FrameMean(grouped)), mask);
        var variance = FrameMean(_graph.Mul(centred, centred)); // (1, G, 1, 1)
        var deviation = _graph.Sqrt(_graph.Add(variance, _layers.Number(GroupNormEpsilon)));
        return _graph.Reshape(_graph.Div(centred, deviation), 1, channels, height, width);
    }

    private Value FrameMean(Value grouped) => _graph.Mul(_graph.ReduceMean(grouped, 2, 3), _areaRatio);

    /// <summary>Adds the row's and the column's embedding: (1, D, R, C) -> (R * C, D).</summary>
    private Value Place(Value features)
    {
        using var at = _graph.At("positions");
        var width = _layers.Options.DModel;
        var rows = _layers.Weights.Get("vision.row_embedding").Values;
        var columns = _layers.Weights.Get("vision.column_embedding").Values;
        var positions = new float[_rows * _columns * width];
        for (var i = 0; i < positions.Length; i++)
        {
            (var patch, var channel) = (i / width, i % width);
            positions[i] = rows[(patch / _columns * width) + channel] + columns[(patch % _columns * width) + channel];
        }

        var grid = _graph.Reshape(_graph.Transpose(features, 0, 2, 3, 1), _rows * _columns, width);
        return _graph.Add(
            grid,
            _graph.Constant(TensorProto.Of("vision.positions", positions, _rows * _columns, width))
        );
    }
}
