using Siskin.Models.Export.FixedShapes;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Lint;

/// <summary>A graph as the rules look at it: who makes a value, who reads it, and how it is quantized.</summary>
internal sealed class LintGraph
{
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, List<NodeProto>> _consumers = [];
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly HashSet<string> _outputs;

    public LintGraph(ModelProto model)
    {
        Model = model;
        _constants = Graph.Initializers.ToDictionary(tensor => tensor.Name);
        _outputs = [.. Graph.Outputs.Select(output => output.Name)];
        Shapes = ShapeInference.Of(Graph);
        foreach (var node in Graph.Nodes)
        {
            node.Outputs.ForEach(output => _producers[output] = node);
            foreach (var input in node.Inputs.Where(input => input.Length > 0))
            {
                if (!_consumers.TryGetValue(input, out var readers))
                    _consumers[input] = readers = [];
                readers.Add(node);
            }
        }
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    /// <summary>Dimensions by name of value, where they are known.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes { get; }

    /// <summary>Every node but those that quantize and dequantize.</summary>
    public IEnumerable<NodeProto> Operators => Graph.Nodes.Where(node => !Quantizes(node) && !Dequantizes(node));

    public static bool Quantizes(NodeProto node) => node.OpType == "QuantizeLinear";

    public static bool Dequantizes(NodeProto node) => node.OpType == "DequantizeLinear";

    public NodeProto? Producer(string value) => _producers.GetValueOrDefault(value);

    public IReadOnlyList<NodeProto> Consumers(string value) =>
        _consumers.TryGetValue(value, out var readers) ? readers : [];

    public TensorProto? Constant(string value) => _constants.GetValueOrDefault(value);

    public bool IsOutput(string value) => _outputs.Contains(value);

    /// <summary>The dequantized node behind an input, or null.</summary>
    public NodeProto? Dequantizer(NodeProto node, int input) =>
        input < node.Inputs.Count && Producer(node.Inputs[input]) is { } producer && Dequantizes(producer)
            ? producer
            : null;

    /// <summary>The constant behind an input, through its dequantizer, or null.</summary>
    public TensorProto? Weight(NodeProto node, int input) =>
        Dequantizer(node, input) is { } dequantizer ? Constant(dequantizer.Inputs[0]) : null;

    /// <summary>How an input is quantized, or null.</summary>
    public Quantized? Input(NodeProto node, int input) =>
        Dequantizer(node, input) is { } dequantizer ? Of(dequantizer) : null;

    /// <summary>How the first output is quantized, or null.</summary>
    public Quantized? Output(NodeProto node) =>
        node.Outputs.Count > 0 && Consumers(node.Outputs[0]).FirstOrDefault(Quantizes) is { } quantizer
            ? Of(quantizer)
            : null;

    /// <summary>How a graph input or output is quantized, or null.</summary>
    public Quantized? Boundary(string value) =>
        Producer(value) is { } producer && Quantizes(producer) ? Of(producer)
        : Consumers(value).FirstOrDefault(Dequantizes) is { } reader ? Of(reader)
        : null;

    /// <summary>What a quantizing or dequantizing node states; null when scale or zero point is not constant.</summary>
    public Quantized? Of(NodeProto node)
    {
        if (
            node.Inputs.Count < 3
            || Constant(node.Inputs[1]) is not { Type: ElementType.Float } scale
            || Constant(node.Inputs[2]) is not { } zero
        )
            return null;
        int? axis = scale.Dims.Count == 0 ? null : (int)(node.Attribute("axis")?.Int ?? 1);
        return new Quantized(zero.Type, scale.As<float>().ToArray(), Zeros(zero), axis);
    }

    private static int[] Zeros(TensorProto zero) =>
        zero.Type switch
        {
            ElementType.UInt16 => [.. zero.As<ushort>().ToArray().Select(value => (int)value)],
            ElementType.Int16 => [.. zero.As<short>().ToArray().Select(value => (int)value)],
            ElementType.UInt8 => [.. zero.Raw.ToArray().Select(value => (int)value)],
            ElementType.Int8 => [.. zero.As<sbyte>().ToArray().Select(value => (int)value)],
            ElementType.Int32 => zero.As<int>().ToArray(),
            ElementType.Int4 or ElementType.UInt4 =>
            [
                .. zero.Raw.ToArray().SelectMany(pair => new[] { pair & 15, pair >> 4 }).Take((int)zero.ElementCount),
            ],
            _ => [],
        };
}
