using Siskin.Models.Export.Onnx;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The graph of a <see cref="StripNetwork"/>: strips (B, C, H, L) -> logits (B, K, L), any number of strips at a time.
/// </summary>
internal sealed class StripGraph
{
    private const float GroupNormEpsilon = 1e-5f; // the default of torch's GroupNorm

    private readonly GraphBuilder _graph = new("strips");
    private readonly StripOptions _options;
    private readonly Weights _weights;

    private StripGraph(StripOptions options, Weights weights) => (_options, _weights) = (options, weights);

    /// <summary>Emits the graph.</summary>
    /// <exception cref="InvalidOperationException">The network has weights that the graph does not know.</exception>
    public static ModelProto Build(StripNetwork network)
    {
        var emitter = new StripGraph(network.Options, Weights.Of(network));
        emitter.Emit();
        emitter._weights.ThrowIfUnused();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var (channels, height, length) = (_options.Channels, _options.Height, _options.Length);
        var strips = _graph.Input(TensorNames.Strips, ElementType.Float, "strips", channels, height, length);
        var x = Standardize(strips);
        for (var i = 0; i < _options.Stem.Length; i++)
        {
            var seen = Convolve(Beyond(x, 1), $"stem.{i}", stride: (2, 1), padding: (1, 0));
            x = _graph.Relu(Norm(seen, $"stem_norms.{i}", _options.Stem[i], height >> (i + 1)));
        }

        x = _graph.Reshape(x, 0, -1, 1, length); // (B, C' * rows, 1, L)
        x = Norm(Convolve(x, "inward"), "inward_norm", _options.Width, 1); // (B, W, 1, L)
        for (var i = 0; i < _options.Dilations.Length; i++)
        {
            var dilation = _options.Dilations[i];
            var beyond = Beyond(x, StripNetwork.Kernel / 2 * dilation);
            var seen = Norm(Convolve(beyond, $"along.{i}", dilation), $"along_norms.{i}", _options.Width, 1);
            x = _graph.Add(x, Convolve(_graph.Relu(seen), $"mix.{i}"));
        }

        var scores = Convolve(_graph.Relu(Norm(x, "final_norm", _options.Width, 1)), "head"); // (B, K, 1, L)
        _graph.Output(_graph.Squeeze(scores, 2), TensorNames.Logits, "strips", _options.Outputs, length);
    }

    /// <summary>Minus the strip's mean, over its deviation.</summary>
    private Value Standardize(Value strips)
    {
        using var at = _graph.At("standardize");
        var centred = _graph.Sub(strips, _graph.ReduceMean(strips, 1, 2, 3));
        var variance = _graph.ReduceMean(_graph.Mul(centred, centred), 1, 2, 3);
        var epsilon = _graph.Number((float)StripNetwork.StandardizationEpsilon);
        return _graph.Div(centred, _graph.Sqrt(_graph.Add(variance, epsilon)));
    }

    /// <summary>What lies beyond both ends: of a circle what is there, otherwise nothing.</summary>
    private Value Beyond(Value x, long places)
    {
        if (!_options.Circular)
            return _graph.Pad(x, 0, 0, 0, places, 0, 0, 0, places);
        var length = _options.Length;
        return _graph.Concat(
            3,
            _graph.Slice(x, length - places, length, axis: 3),
            x,
            _graph.Slice(x, 0, places, axis: 3)
        );
    }

    private Value Convolve(
        Value x,
        string module,
        long dilation = 1,
        (long, long)? stride = null,
        (long, long)? padding = null
    )
    {
        using var at = _graph.At(module);
        return _graph.Conv(
            x,
            Parameter($"{module}.weight"),
            Parameter($"{module}.bias"),
            stride ?? (1, 1),
            padding ?? (0, 0),
            (1, dilation)
        );
    }

    // As instance norm of the groups, which the CPU has a fast kernel for.
    private Value Norm(Value x, string module, int channels, int rows)
    {
        using var at = _graph.At(module);
        var groups = _options.Groups;
        float[] one = [.. Enumerable.Repeat(1f, groups)];
        var ones = _graph.Constant(TensorProto.Of("/groups/ones", one, groups));
        var zeros = _graph.Constant(TensorProto.Of("/groups/zeros", new float[groups], groups));
        var grouped = _graph.Reshape(x, 0, groups, -1); // (B, G, C / G * rows * L)
        var normalized = _graph.InstanceNormalization(grouped, ones, zeros, GroupNormEpsilon);
        var features = _graph.Reshape(normalized, 0, channels, rows, _options.Length); // (B, C, rows, L)
        var scaled = _graph.Mul(features, PerChannel($"{module}.weight", channels));
        return _graph.Add(scaled, PerChannel($"{module}.bias", channels));
    }

    private Value Parameter(string name)
    {
        var weight = _weights.Get(name);
        return _graph.Constant(TensorProto.Of(name, weight.Values, weight.Dims));
    }

    private Value PerChannel(string name, int channels) =>
        _graph.Constant(TensorProto.Of(name, _weights.Get(name).Values, channels, 1, 1));
}
