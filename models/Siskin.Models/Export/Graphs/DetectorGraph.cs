using Siskin.Models.Detection;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The graph of a <see cref="DetectorNetwork"/>: pixels (1, 3, H, W) -> logits (1, 4, H / 4, W / 4). Norms are part of
/// the convolutions before them.
/// </summary>
internal sealed class DetectorGraph
{
    private readonly GraphBuilder _graph = new("detector");
    private readonly DetectorNetwork _network;

    private DetectorGraph(DetectorNetwork network) => _network = network;

    /// <summary>Emits the graph.</summary>
    /// <param name="network">The network, as it is for inference.</param>
    public static ModelProto Build(DetectorNetwork network)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var emitter = new DetectorGraph(network);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var pixels = _graph.Input(TensorNames.Pixels, ElementType.Float, 1, DetectorNetwork.Channels, "H", "W");
        var quarter = Run(pixels, 0, DetectorNetwork.ToQuarter);
        var eighth = Run(quarter, DetectorNetwork.ToQuarter, DetectorNetwork.ToEighth);
        var last = DetectorNetwork.ToSixteenth;
        var deep = Run(eighth, DetectorNetwork.ToEighth, last);
        var up = Run(Joined(deep, eighth, 0), last, last + 1);
        up = Run(Joined(up, quarter, 2), last + 1, last + 2);
        _graph.Output(
            Point(up, _network.head, "head"),
            TensorNames.Logits,
            1,
            DetectorNetwork.Outputs,
            "H / 4",
            "W / 4"
        );
    }

    private Value Joined(Value coarse, Value fine, int lateral)
    {
        var up = _graph.Repeat(Point(coarse, _network.lateral[lateral], $"lateral.{lateral}"), 2);
        return _graph.Relu(_graph.Add(up, Point(fine, _network.lateral[lateral + 1], $"lateral.{lateral + 1}")));
    }

    private Value Run(Value seen, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var next = _graph.Relu(Folded(seen, i));
            seen = DetectorNetwork.Layers[i].IsResidual ? _graph.Add(seen, next) : next;
        }

        return seen;
    }

    // The convolution with the norm that follows it: both are linear.
    private Value Folded(Value seen, int index)
    {
        var (layer, norm) = (DetectorNetwork.Layers[index], _network.norms[index]);
        using var epsilon = 1e-5.ToScalar(); // the default of torch's BatchNorm2d
        var gain = norm.weight!.div(norm.running_var!.add(epsilon).sqrt());
        var weight = _network.layers[index].weight.mul(gain.view(-1, 1, 1, 1));
        var bias = norm.bias!.sub(norm.running_mean!.mul(gain));
        using var at = _graph.At($"layers.{index}");
        return _graph.Conv(
            seen,
            Constant(weight, $"layers.{index}.weight"),
            Constant(bias, $"layers.{index}.bias"),
            (layer.Stride, layer.Stride),
            (layer.Dilation, layer.Dilation),
            (layer.Dilation, layer.Dilation)
        );
    }

    private Value Point(Value seen, TorchSharp.Modules.Conv2d layer, string name)
    {
        using var at = _graph.At(name);
        return _graph.Conv(seen, Constant(layer.weight, $"{name}.weight"), Constant(layer.bias!, $"{name}.bias"), 1, 0);
    }

    private Value Constant(Tensor weight, string name) =>
        _graph.Constant(TensorProto.Of(name, weight.detach().contiguous().data<float>().ToArray(), weight.shape));
}
