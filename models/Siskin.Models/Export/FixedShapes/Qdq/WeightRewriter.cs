using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>Puts quantized weights and biases into a graph, each with its <c>DequantizeLinear</c>.</summary>
/// <param name="graph">The quantized graph under construction.</param>
/// <param name="constants">The float graph's constants.</param>
internal sealed class WeightRewriter(GraphProto graph, IReadOnlyDictionary<string, TensorProto> constants)
{
    private readonly Dictionary<string, float[]> _weightScales = [];

    /// <summary>The weight of a <c>Gemm</c> or <c>Conv</c>, dequantized.</summary>
    /// <param name="node">The float graph's node.</param>
    /// <param name="activationScale">Scale of its first input.</param>
    public string Weight(NodeProto node, float activationScale)
    {
        var weight = constants[node.Inputs[1]];
        var axis = OperatorRoles.WeightAxis(node);
        var outer = (int)weight.Dims.Take(axis).Aggregate(1L, (product, dim) => product * dim);
        var channels = (int)weight.Dims[axis];
        var quantized = ChannelQuantizer.Quantize(
            weight.As<float>(),
            outer,
            channels,
            MinScales(node, activationScale, channels)
        );
        _weightScales[node.Name] = quantized.Scales;
        var steps = TensorProto.Of(weight.Name, quantized.Steps, [.. weight.Dims]);
        var zeros = TensorProto.Of($"{weight.Name}/zero_point", new sbyte[channels], channels);
        return Dequantize(node, 1, steps, quantized.Scales, zeros, axis);
    }

    /// <summary>The bias of a node whose <see cref="Weight"/> is already there, dequantized.</summary>
    /// <param name="node">The float graph's node.</param>
    /// <param name="activationScale">Scale of its first input.</param>
    public string Bias(NodeProto node, float activationScale)
    {
        var bias = constants[node.Inputs[2]];
        float[] scales = [.. _weightScales[node.Name].Select(scale => scale * activationScale)];
        var values = bias.As<float>();
        var steps = new int[values.Length];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (int)Math.Round((double)values[i] / scales[i]);
        return Dequantize(
            node,
            2,
            TensorProto.Of(bias.Name, steps, steps.Length),
            scales,
            TensorProto.Of($"{bias.Name}/zero_point", new int[steps.Length], steps.Length),
            axis: 0
        );
    }

    // A channel of tiny weights with an ordinary bias must not make the bias overflow its 32 bits.
    private float[] MinScales(NodeProto node, float activationScale, int channels)
    {
        var min = new float[channels];
        if (node.Inputs.Count < 3)
            return min;
        var bias = constants[node.Inputs[2]].As<float>();
        for (var c = 0; c < channels; c++)
            min[c] = Math.Abs(bias[c]) / (activationScale * (int.MaxValue / 2));
        return min;
    }

    private string Dequantize(NodeProto node, int input, TensorProto steps, float[] scales, TensorProto zeros, int axis)
    {
        var scale = TensorProto.Of($"{steps.Name}/scale", scales, scales.Length);
        graph.Initializers.AddRange([steps, scale, zeros]);
        var dequantize = new NodeProto { Name = $"{node.Name}/DequantizeLinear_{input}", OpType = "DequantizeLinear" };
        dequantize.Inputs.AddRange([steps.Name, scale.Name, zeros.Name]);
        dequantize.Outputs.Add($"{node.Name}/input_{input}");
        dequantize.Attributes.Add(AttributeProto.Of("axis", axis));
        graph.Nodes.Add(dequantize);
        return dequantize.Outputs[0];
    }
}
