using Siskin.Models.Export.FixedShapes.Qdq;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Lint;

/// <summary>Rules about scales, zero points and types of what is quantized.</summary>
internal static class ScaleRules
{
    // Single precision: a product of two scales is exact to about this.
    private const double Tolerance = 1e-5;

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new(
            "quantization",
            "state scale and zero point of every Q and DQ node as constants of matching numbers",
            Stated
        ),
        new("activation-type", "use UInt16 or UInt8 with one scale", ActivationType),
        new("weight-type", "use Int8 or Int4, zero points 0", WeightType),
        new(
            "channel-axis",
            "put the scales along the output channels: axis 0 of Conv, the output axis of Gemm and MatMul",
            ChannelAxis
        ),
        new("bias", "use Int32 with scale = activation scale x weight scale and zero point 0, one dimension", Bias),
        new("fixed-scale", "use scale 1/65536 and zero point 0 behind Sigmoid, 1/32768 and 32768 behind Tanh", Fixed),
        new("least-range", $"widen the range to {ActivationScales.MinRange:G1} at least", MinRange),
    ];

    private static IEnumerable<(NodeProto Node, int Input, InputRole Role)> Inputs(LintGraph graph) =>
        graph.Operators.SelectMany(node =>
            Enumerable.Range(0, node.Inputs.Count).Select(i => (node, i, Role(graph, node, i)))
        );

    private static InputRole Role(LintGraph graph, NodeProto node, int input) =>
        node.OpType == "MatMul" && input == 1 && graph.Weight(node, 1) is not null ? InputRole.Weight
        : node.OpType == "LayerNormalization" && input == 2 ? InputRole.Bias
        : OperatorRoles.Of(node, input);

    private static IEnumerable<(string, string)> Stated(LintGraph graph)
    {
        foreach (var node in graph.Graph.Nodes.Where(node => LintGraph.Quantizes(node) || LintGraph.Dequantizes(node)))
        {
            if (graph.Of(node) is not { } quantized)
                yield return (node.Name, "has no constant scale and zero point");
            else if (
                quantized.Scales.Length != quantized.Zeros.Length
                || quantized.Scales.Any(scale => !(scale > 0) || !float.IsFinite(scale))
            )
                yield return (
                    node.Name,
                    $"has {quantized.Scales.Length} scales, {quantized.Zeros.Length} zero points, or a scale "
                        + "not above 0"
                );
        }
    }

    private static IEnumerable<(string, string)> ActivationType(LintGraph graph)
    {
        foreach ((var node, var input, var role) in Inputs(graph))
        {
            if (role == InputRole.Activation && graph.Input(node, input) is { } quantized && !IsActivation(quantized))
                yield return (node.Name, $"input {input} is {quantized}");
        }

        foreach (var node in graph.Operators)
        {
            if (graph.Output(node) is { } quantized && !IsActivation(quantized))
                yield return (node.Name, $"output is {quantized}");
        }

        static bool IsActivation(Quantized quantized) =>
            quantized.Type is ElementType.UInt16 or ElementType.UInt8 && quantized.Axis is null;
    }

    private static IEnumerable<(string, string)> WeightType(LintGraph graph)
    {
        foreach ((var node, var input, _) in Inputs(graph).Where(use => use.Role == InputRole.Weight))
        {
            if (graph.Input(node, input) is not { } quantized)
                continue;
            if (quantized.Type is not (ElementType.Int8 or ElementType.Int4) || quantized.Zeros.Any(zero => zero != 0))
                yield return (
                    node.Name,
                    $"weight is {quantized}{(quantized.Zeros.Any(zero => zero != 0) ? ", not symmetric" : "")}"
                );
        }
    }

    private static IEnumerable<(string, string)> ChannelAxis(LintGraph graph)
    {
        foreach ((var node, var input, _) in Inputs(graph).Where(use => use.Role == InputRole.Weight))
        {
            var axis = node.OpType == "MatMul" ? 1 : OperatorRoles.WeightAxis(node);
            if (
                graph.Input(node, input) is { Axis: { } given } quantized
                && graph.Weight(node, input) is { } weight
                && (given != axis || quantized.Scales.Length != weight.Dims[axis])
            )
                yield return (
                    node.Name,
                    $"has {quantized.Scales.Length} scales along axis {given} of ({string.Join(", ", weight.Dims)})"
                );
        }
    }

    private static IEnumerable<(string, string)> Bias(LintGraph graph)
    {
        foreach ((var node, var input, _) in Inputs(graph).Where(use => use.Role == InputRole.Bias))
        {
            if (graph.Input(node, input) is not { } bias)
                continue;
            if (bias.Type != ElementType.Int32 || bias.Zeros.Any(zero => zero != 0))
                yield return (node.Name, $"bias is {bias}");
            else if (graph.Weight(node, input) is { Dims.Count: not 1 } tensor)
                yield return (node.Name, $"bias has the shape ({string.Join(", ", tensor.Dims)})");
            else if (
                graph.Input(node, 0) is { } activation
                && graph.Input(node, 1) is { } weight
                && !IsProduct(bias, activation, weight)
            )
                yield return (node.Name, $"bias is {bias}, activation {activation}, weight {weight}");
        }
    }

    private static bool IsProduct(Quantized bias, Quantized activation, Quantized weight) =>
        bias.Scales.Length == weight.Scales.Length
        && bias.Scales.Zip(weight.Scales, (scale, factor) => (scale, Product: (double)factor * activation.Scales[0]))
            .All(pair => Math.Abs(pair.scale - pair.Product) <= Tolerance * pair.Product);

    private static IEnumerable<(string, string)> Fixed(LintGraph graph) =>
        graph
            .Operators.Where(node =>
                node.OpType is "Sigmoid" or "Tanh"
                && graph.Output(node) is { Type: ElementType.UInt16 } output
                && FixedScales.Of(node.OpType) is { } known
                && (output.Scales[0] != known.Scale || output.Zeros[0] != known.ZeroPoint)
            )
            .Select(node => (node.Name, $"{node.OpType} gives {graph.Output(node)}"));

    private static IEnumerable<(string, string)> MinRange(LintGraph graph) =>
        graph
            .Operators.Where(node =>
                graph.Output(node) is { Type: ElementType.UInt16 } output
                && output.Scales[0] * LinearQuantization.Steps < ActivationScales.MinRange * (1 - Tolerance)
            )
            .Select(node => (node.Name, $"output is {graph.Output(node)}"));
}
