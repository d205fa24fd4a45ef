using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>
/// Turns a float graph of fixed shapes into one in which every operator stands between <c>DequantizeLinear</c> and
/// <c>QuantizeLinear</c> nodes of its own, and whose float inputs and outputs are 16-bit steps.
/// </summary>
internal sealed class QdqRewriter
{
    private readonly GraphProto _source;
    private readonly ActivationScales _scales;
    private readonly WeightRewriter _weights;
    private readonly ModelProto _model = new() { ProducerName = "siskin-models" };
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly HashSet<string> _outputs;
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _added = [];

    private QdqRewriter(ModelProto source, ActivationScales scales)
    {
        _source = source.Graph;
        _scales = scales;
        _constants = _source.Initializers.ToDictionary(tensor => tensor.Name);
        _outputs = [.. _source.Outputs.Select(output => output.Name)];
        _inputs = [.. _source.Inputs.Select(input => input.Name)];
        _weights = new WeightRewriter(_model.Graph, _constants);
        _model.OperatorSets.AddRange(source.OperatorSets.Where(set => set.Domain.Length == 0));
        _model.Graph.Name = _source.Name;
    }

    /// <summary>The quantized graph.</summary>
    /// <param name="source">The float graph; it stays as it is.</param>
    /// <param name="scales">How its values are quantized.</param>
    public static ModelProto Rewrite(ModelProto source, ActivationScales scales)
    {
        var rewriter = new QdqRewriter(source, scales);
        rewriter.Run();
        return rewriter._model;
    }

    private void Run()
    {
        _model.Graph.Inputs.AddRange(_source.Inputs.Select(Quantized));
        _model.Graph.Outputs.AddRange(_source.Outputs.Select(Quantized));
        foreach (var node in _source.Nodes)
            Rewrite(node);

        static ValueInfoProto Quantized(ValueInfoProto value) =>
            value.Type == ElementType.Float ? value with { Type = ElementType.UInt16 } : value;
    }

    private void Rewrite(NodeProto node)
    {
        var unit = new NodeProto { Name = node.Name, OpType = node.OpType };
        unit.Attributes.AddRange(node.Attributes);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            unit.Inputs.Add(
                OperatorRoles.Of(node, i) switch
                {
                    InputRole.Integer => Kept(node.Inputs[i]),
                    InputRole.Weight => _weights.Weight(node, _scales.Of(node.Inputs[0]).Scale),
                    InputRole.Bias => _weights.Bias(node, _scales.Of(node.Inputs[0]).Scale),
                    _ => Dequantized(node, i),
                }
            );
        }

        var output = node.Outputs[0];
        var computed = _outputs.Contains(output) ? $"{output}/float" : output;
        unit.Outputs.Add(computed);
        _model.Graph.Nodes.Add(unit);
        var quantize = new NodeProto { Name = $"{node.Name}/QuantizeLinear", OpType = "QuantizeLinear" };
        quantize.Inputs.AddRange([computed, .. Parameters(output)]);
        quantize.Outputs.Add(StepsOf(output));
        _model.Graph.Nodes.Add(quantize);
    }

    private string Dequantized(NodeProto node, int input)
    {
        var value = node.Inputs[input];
        if (_constants.TryGetValue(value, out var constant) && _added.Add(value))
            _model.Graph.Initializers.Add(Steps(constant));
        var dequantize = new NodeProto { Name = $"{node.Name}/DequantizeLinear_{input}", OpType = "DequantizeLinear" };
        dequantize.Inputs.AddRange([StepsOf(value), .. Parameters(value)]);
        dequantize.Outputs.Add($"{node.Name}/input_{input}");
        _model.Graph.Nodes.Add(dequantize);
        return dequantize.Outputs[0];
    }

    // Inputs, outputs and constants keep their names; what is between gets one of its own.
    private string StepsOf(string value) =>
        _inputs.Contains(value) || _outputs.Contains(value) || _constants.ContainsKey(value) ? value : $"{value}/steps";

    private string[] Parameters(string value)
    {
        var shared = _scales.ClassOf(value);
        (var scale, var zero) = ($"{shared}/scale", $"{shared}/zero_point");
        if (_added.Add(scale))
        {
            var quantization = _scales.Of(value);
            _model.Graph.Initializers.Add(TensorProto.Of(scale, [quantization.Scale]));
            _model.Graph.Initializers.Add(TensorProto.Of(zero, ElementType.UInt16, [(ushort)quantization.ZeroPoint]));
        }

        return [scale, zero];
    }

    private TensorProto Steps(TensorProto constant)
    {
        var values = constant.As<float>();
        var steps = new ushort[values.Length];
        _scales.Of(constant.Name).Quantize(values, steps);
        return TensorProto.Of(constant.Name, ElementType.UInt16, (ReadOnlySpan<ushort>)steps, [.. constant.Dims]);
    }

    private string Kept(string value)
    {
        if (_constants.TryGetValue(value, out var constant) && _added.Add(value))
            _model.Graph.Initializers.Add(constant);
        return value;
    }
}
