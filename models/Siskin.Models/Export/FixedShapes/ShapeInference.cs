using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// Dimensions of every value of a graph with fixed shapes, for the operators that such graphs use. A value behind an
/// operator that is not known here has none.
/// </summary>
internal sealed class ShapeInference
{
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly Dictionary<string, TensorProto> _constants;

    private ShapeInference(GraphProto graph)
    {
        _constants = graph.Initializers.ToDictionary(tensor => tensor.Name);
        foreach (var constant in graph.Initializers)
            _shapes[constant.Name] = [.. constant.Dims];
        foreach (var input in graph.Inputs.Where(input => input.Dims.All(dim => dim.Size >= 0)))
            _shapes[input.Name] = [.. input.Dims.Select(dim => dim.Size)];
        foreach (var node in graph.Nodes)
        {
            if (Of(node) is { } shape)
                _shapes[node.Outputs[0]] = shape;
        }
    }

    /// <summary>Dimensions by name of value.</summary>
    public static IReadOnlyDictionary<string, long[]> Of(GraphProto graph) => new ShapeInference(graph)._shapes;

    private long[]? Of(NodeProto node)
    {
        if (node.Inputs.Count == 0 || Shape(node, 0) is not { } x)
            return null;
        return node.OpType switch
        {
            "QuantizeLinear"
            or "DequantizeLinear"
            or "RMSNormalization"
            or "LayerNormalization"
            or "Softmax"
            or "Sigmoid"
            or "Tanh"
            or "Relu"
            or "Sqrt"
            or "Gelu"
            or "Cast" => x,
            "Add" or "Sub" or "Mul" or "Div" => Shape(node, 1) is { } y ? Broadcast(x, y) : null,
            "Gemm" => Shape(node, 1) is [var k, var n] ? [x[0], Flag(node, "transB") ? k : n] : null,
            "MatMul" => Shape(node, 1) is { Length: >= 2 } y && x.Length >= 2 ? MatMul(x, y) : null,
            "Transpose" => node.Attribute("perm") is { } perm
                ? [.. perm.Ints.Select(axis => x[axis])]
                : [.. x.Reverse()],
            "Reshape" => Reshape(node, x),
            "Concat" => Concat(node, x),
            "Slice" => Slice(node, x),
            "Gather" => Gather(node, x),
            "Conv" => Conv(node, x),
            "ReduceMean" => Integers(node, 1) is { } axes
                ? [.. x.Select((dim, axis) => axes.Contains(axis) || axes.Contains(axis - x.Length) ? 1 : dim)]
                : null,
            _ => null,
        };
    }

    private long[]? Shape(NodeProto node, int input) =>
        input < node.Inputs.Count && _shapes.TryGetValue(node.Inputs[input], out var shape) ? shape : null;

    private long[]? Integers(NodeProto node, int input)
    {
        if (input >= node.Inputs.Count || !_constants.TryGetValue(node.Inputs[input], out var tensor))
            return null;
        return tensor.Type switch
        {
            ElementType.Int64 => tensor.As<long>().ToArray(),
            ElementType.Int32 => [.. tensor.As<int>().ToArray().Select(value => (long)value)],
            _ => null,
        };
    }

    private static bool Flag(NodeProto node, string name) => node.Attribute(name)?.Int == 1;

    private static long[] Broadcast(long[] x, long[] y)
    {
        var rank = Math.Max(x.Length, y.Length);
        return [.. Enumerable.Range(0, rank).Select(i => Math.Max(At(x, i), At(y, i)))];

        long At(long[] dims, int i) => i < rank - dims.Length ? 1 : dims[i - (rank - dims.Length)];
    }

    private static long[] MatMul(long[] x, long[] y) => [.. Broadcast(x[..^2], y[..^2]), x[^2], y[^1]];

    private long[]? Reshape(NodeProto node, long[] x)
    {
        if (Integers(node, 1) is not { } wanted)
            return null;
        long[] dims = [.. wanted.Select((dim, i) => dim == 0 ? x[i] : dim)];
        var open = Array.IndexOf(dims, -1);
        if (open >= 0)
            dims[open] = Product(x) / Product([.. dims.Where(dim => dim >= 0)]);
        return dims;
    }

    private long[]? Concat(NodeProto node, long[] x)
    {
        var axis = Axis(node, x.Length);
        long[] dims = [.. x];
        for (var i = 1; i < node.Inputs.Count; i++)
        {
            if (Shape(node, i) is not { } part)
                return null;
            dims[axis] += part[axis];
        }

        return dims;
    }

    private long[]? Slice(NodeProto node, long[] x)
    {
        (var starts, var ends, var axes) = (Integers(node, 1), Integers(node, 2), Integers(node, 3));
        if (starts is null || ends is null || axes is null || node.Inputs.Count > 4)
            return null;
        long[] dims = [.. x];
        for (var i = 0; i < axes.Length; i++)
        {
            var size = x[axes[i]];
            dims[axes[i]] = Math.Min(ends[i], size) - Math.Min(starts[i], size);
        }

        return dims;
    }

    private long[]? Gather(NodeProto node, long[] x)
    {
        var axis = node.Attribute("axis") is null ? 0 : Axis(node, x.Length);
        return Shape(node, 1) is { } indices ? [.. x[..axis], .. indices, .. x[(axis + 1)..]] : null;
    }

    private long[]? Conv(NodeProto node, long[] x)
    {
        if (Shape(node, 1) is not { Length: 4 } weight || x.Length != 4 || node.Attribute("pads") is not { } pads)
            return null;
        var strides = node.Attribute("strides")?.Ints ?? [1, 1];
        return [x[0], weight[0], Size(0), Size(1)];

        long Size(int axis) =>
            ((x[axis + 2] + pads.Ints[axis] + pads.Ints[axis + 2] - weight[axis + 2]) / strides[axis]) + 1;
    }

    private static int Axis(NodeProto node, int rank)
    {
        var axis = (int)(node.Attribute("axis")?.Int ?? 0);
        return axis < 0 ? axis + rank : axis;
    }

    private static long Product(long[] dims) => dims.Aggregate(1L, (product, dim) => product * dim);
}
