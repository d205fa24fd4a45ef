using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export;

/// <summary>Which constants of a graph are matrices that it multiplies by, and how they are stored.</summary>
internal sealed class MatrixOperands
{
    private readonly Dictionary<string, NodeProto> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _constants;

    public MatrixOperands(GraphProto graph)
    {
        foreach (var node in graph.Nodes)
            if (MatrixOf(node) is { } matrix)
                _users[matrix] = node; // of a table that is looked up as well, either tells its layout
        _constants = graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Name of the matrix that a node multiplies by or looks up in; null where it does neither.</summary>
    public static string? MatrixOf(NodeProto node) =>
        node.OpType switch
        {
            "MatMul" or "DynamicQuantizeMatMul" or "MatMulNBits" => node.Inputs[1],
            "GatherBlockQuantized" => node.Inputs[0],
            _ => null,
        };

    /// <summary>Name of the scales of a node's quantized matrix.</summary>
    public static string ScalesOf(NodeProto node) => node.Inputs[2];

    /// <summary>
    /// Whether a float matrix is stored as (inputs, outputs), the other way round than the network's.
    /// </summary>
    public bool IsTransposed(string name) => _users.TryGetValue(name, out var user) && user.OpType == "MatMul";

    /// <summary>An 8-bit matrix as floats (outputs, inputs); null for anything else.</summary>
    /// <exception cref="InvalidDataException">A matrix is quantized in another way than the exporter does.</exception>
    public float[]? Dequantized(TensorProto tensor)
    {
        if (!_users.TryGetValue(tensor.Name, out var user) || user.OpType == "MatMul")
            return null;
        var scales = _constants[ScalesOf(user)].As<float>();
        if (user.OpType == "DynamicQuantizeMatMul")
            return ColumnQuantizer.Dequantize(new ColumnQuantized(tensor.As<sbyte>().ToArray(), scales.ToArray()));
        var layout = LayoutOf(user, tensor);
        return layout.Bits == 8
            ? BlockQuantizer.Dequantize(new BlockQuantized(tensor.As<byte>().ToArray(), scales.ToArray(), layout))
            : throw new InvalidDataException($"weight '{tensor.Name}' has {layout.Bits} bits; only 8 can be restored");
    }

    /// <summary>How a node's matrix lies in blocks: (rows, blocks per row, bytes of a block).</summary>
    public static BlockLayout LayoutOf(NodeProto user, TensorProto tensor)
    {
        var blockSize = (int)user.Attribute("block_size")!.Int;
        return new BlockLayout(
            (int)tensor.Dims[0],
            (int)tensor.Dims[1] * blockSize,
            (int)user.Attribute("bits")!.Int,
            blockSize
        );
    }
}
