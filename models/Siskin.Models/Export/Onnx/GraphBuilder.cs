namespace Siskin.Models.Export.Onnx;

/// <summary>
/// Emits a graph node by node. Each operator method emits one node, named after its place in the model
/// (<c>/decoder/layers.0/mlp/up/MatMul</c>), and returns a handle of its output.
/// </summary>
internal sealed partial class GraphBuilder
{
    /// <summary>Domain of ONNX Runtime's own operators.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    /// <summary>Version of the standard operators: the first with <c>Attention</c>.</summary>
    private const int StandardOperatorSet = 23;

    private readonly ModelProto _model = new() { ProducerName = "siskin-models" };
    private readonly HashSet<string> _names = [];
    private readonly Stack<string> _places = new([""]);

    public GraphBuilder(string name)
    {
        Graph.Name = name;
        _model.OperatorSets.Add(new OperatorSetIdProto("", StandardOperatorSet));
        _model.OperatorSets.Add(new OperatorSetIdProto(MicrosoftDomain, 1));
    }

    private GraphProto Graph => _model.Graph;

    /// <summary>
    /// Nodes emitted until the result is disposed stand at <paramref name="place"/> under the current place.
    /// </summary>
    public Place At(string place)
    {
        _places.Push($"{_places.Peek()}/{place}");
        return new Place(_places);
    }

    /// <summary>Declares a graph input.</summary>
    public Value Input(string name, ElementType type, params ReadOnlySpan<Dim> dims)
    {
        Graph.Inputs.Add(new ValueInfoProto(Unique(name), type, dims.ToArray()));
        return new Value(name, type);
    }

    /// <summary>Declares a graph input that need not be given: a vector, and what it is then.</summary>
    public Value Input(string name, ElementType type, ReadOnlySpan<long> otherwise, Dim length)
    {
        var input = Input(name, type, length);
        Graph.Initializers.Add(TensorProto.Of(name, otherwise, otherwise.Length));
        return input;
    }

    /// <summary>Makes a node's output a graph output of the given name; returns the handle under that name.</summary>
    public Value Output(Value value, string name, params ReadOnlySpan<Dim> dims)
    {
        var producer =
            Graph.Nodes.FindLast(node => node.Outputs.Contains(value.Name))
            ?? throw new ArgumentException(
                $"'{value.Name}' is not the output of a node of graph {Graph.Name}",
                nameof(value)
            );
        producer.Outputs[producer.Outputs.IndexOf(value.Name)] = Unique(name);
        foreach (var node in Graph.Nodes)
        {
            for (var i = node.Inputs.IndexOf(value.Name); i >= 0; i = node.Inputs.IndexOf(value.Name))
            {
                node.Inputs[i] = name;
            }
        }

        Graph.Outputs.Add(new ValueInfoProto(name, value.Type, dims.ToArray()));
        return new Value(name, value.Type);
    }

    /// <summary>Adds a constant; one of the same name and shape that was added before is used again.</summary>
    public Value Constant(TensorProto tensor)
    {
        if (_names.Add(tensor.Name))
        {
            Graph.Initializers.Add(tensor);
        }
        else if (
            Graph.Initializers.Find(old => old.Name == tensor.Name) is not { } old
            || !old.Dims.SequenceEqual(tensor.Dims)
        )
        {
            throw new ArgumentException(
                $"graph {Graph.Name} already has another value named '{tensor.Name}'",
                nameof(tensor)
            );
        }

        return new Value(tensor.Name, tensor.Type);
    }

    /// <summary>A small constant vector of integers (axes, shapes), shared between its users.</summary>
    public Value Integers(params ReadOnlySpan<long> values) =>
        Constant(TensorProto.Of($"/integers/[{string.Join(',', values.ToArray())}]", values, values.Length));

    /// <summary>A constant integer without dimensions, shared between its users.</summary>
    public Value Integer(long value) => Constant(TensorProto.Of($"/integers/{value}", [value]));

    /// <summary>A constant number without dimensions, shared between its users.</summary>
    public Value Number(float value) =>
        Constant(TensorProto.Of(FormattableString.Invariant($"/numbers/{value:R}"), [value]));

    /// <summary>The finished model.</summary>
    public ModelProto Build() => _model;

    /// <summary>Emits one node with one output.</summary>
    private Value Emit(
        string domain,
        string operation,
        ElementType output,
        ReadOnlySpan<Value> inputs,
        params ReadOnlySpan<AttributeProto> attributes
    ) => Emit(domain, operation, [output], inputs, attributes)[0];

    /// <summary>Emits one node; trailing absent inputs are left out.</summary>
    private Value[] Emit(
        string domain,
        string operation,
        ReadOnlySpan<ElementType> outputs,
        ReadOnlySpan<Value> inputs,
        params ReadOnlySpan<AttributeProto> attributes
    )
    {
        var node = new NodeProto
        {
            Name = Unique($"{_places.Peek()}/{operation}"),
            OpType = operation,
            Domain = domain,
        };
        while (inputs.Length > 0 && inputs[^1].IsAbsent)
        {
            inputs = inputs[..^1];
        }

        foreach (var input in inputs)
        {
            node.Inputs.Add(input.Name);
        }

        var values = new Value[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            values[i] = new Value(Unique($"{node.Name}/output_{i}"), outputs[i]);
            node.Outputs.Add(values[i].Name);
        }

        node.Attributes.AddRange(attributes);
        Graph.Nodes.Add(node);
        return values;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 1; !_names.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }

    /// <summary>Ends a place when disposed.</summary>
    internal readonly struct Place(Stack<string> places) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => places.Pop();
    }
}
