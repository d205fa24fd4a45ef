using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>
/// A large graph without its largest weights: it says where they lie in the graph's own file. ONNX Runtime copies
/// whatever lies in a graph three times before a kernel packs it into an order of its own; what lies in a file it maps,
/// and lets go of when it is packed.
/// </summary>
/// <remarks>
/// Only weights of matrix products that are packed when a session is created are left out. Nothing may stay mapped:
/// whoever wrote into the file of a running agent would change its answers. So
/// whoever opens it looks afterwards, and where a processor's kernels do not pack, opens the graph as it is.
/// </remarks>
internal static class LeanGraph
{
    /// <summary>Bytes of weights from which on it is worth it.</summary>
    public const int LargeFrom = 8 << 20;

    // Smaller ones cost no less to map than to copy.
    private const int MinBytes = 64 << 10;

    // Field numbers of onnx.proto.
    private const int ModelGraph = 7,
        GraphNode = 1,
        GraphTensor = 5,
        NodeInput = 1,
        NodeOperator = 4,
        NodeAttribute = 5,
        AttributeGraph = 6,
        AttributeGraphs = 11,
        TensorName = 8,
        TensorRaw = 9,
        TensorPlace = 13,
        TensorLocation = 14;

    private const ulong External = 1; // TensorProto.DataLocation

    /// <summary>The graph in a file; null where there is little to leave out.</summary>
    /// <param name="path">The file: ONNX, of which <see cref="ExternalData"/> found nothing wrong.</param>
    public static byte[]? Of(string path)
    {
        using var file = new MappedFile(path);
        return Of(file.Bytes, Path.GetFileName(path), MinBytes, LargeFrom);
    }

    /// <param name="model">Content of the file.</param>
    /// <param name="location">Its name.</param>
    /// <param name="minBytes">A weight of so many is left out.</param>
    /// <param name="largeFrom">So many in all must be.</param>
    internal static byte[]? Of(ReadOnlySpan<byte> model, string location, int minBytes, int largeFrom)
    {
        using var lean = new MemoryStream();
        var left = 0L;
        for (var rest = model; !rest.IsEmpty; )
        {
            var before = rest;
            var content = Protobuf.Field(ref rest, out var number);
            if (number == ModelGraph)
                Protobuf.Write(lean, ModelGraph, Graph(model, content, location, minBytes, ref left));
            else
                lean.Write(before[..^rest.Length]);
        }

        return left >= largeFrom ? lean.ToArray() : null;
    }

    private static byte[] Graph(
        ReadOnlySpan<byte> model,
        ReadOnlySpan<byte> graph,
        string location,
        int minBytes,
        ref long left
    )
    {
        var packed = Packed(graph);
        using var lean = new MemoryStream();
        for (var rest = graph; !rest.IsEmpty; )
        {
            var before = rest;
            var content = Protobuf.Field(ref rest, out var number);
            if (number == GraphTensor && Weight(content, packed) is { Length: var length } raw && length >= minBytes)
            {
                var offset = Unsafe.ByteOffset(
                    ref MemoryMarshal.GetReference(model),
                    ref MemoryMarshal.GetReference(raw)
                );
                Protobuf.Write(lean, GraphTensor, Elsewhere(content, location, offset, length));
                left += length;
            }
            else
                lean.Write(before[..^rest.Length]);
        }

        return lean.ToArray();
    }

    // Names of what nothing but products takes as their weights; none where a node holds a graph of its own, which may
    // take anything.
    private static HashSet<string> Packed(ReadOnlySpan<byte> graph)
    {
        var (weights, others) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        while (!graph.IsEmpty)
        {
            var node = Protobuf.Field(ref graph, out var number);
            if (number != GraphNode)
                continue;
            var inputs = new List<string>();
            var isProduct = false;
            while (!node.IsEmpty)
            {
                var content = Protobuf.Field(ref node, out var part);
                if (part == NodeInput)
                    inputs.Add(Encoding.UTF8.GetString(content));
                else if (part == NodeOperator)
                    isProduct = content.SequenceEqual("DynamicQuantizeMatMul"u8) || content.SequenceEqual("MatMulNBits"u8);
                else if (part == NodeAttribute && HoldsGraph(content))
                    return [];
            }

            for (var i = 0; i < inputs.Count; i++)
                (isProduct && i == 1 ? weights : others).Add(inputs[i]);
        }

        weights.ExceptWith(others);
        return weights;
    }

    private static bool HoldsGraph(ReadOnlySpan<byte> attribute)
    {
        while (!attribute.IsEmpty)
        {
            Protobuf.Field(ref attribute, out var number);
            if (number is AttributeGraph or AttributeGraphs)
                return true;
        }

        return false;
    }

    // The content of a tensor that is one of these; otherwise empty.
    private static ReadOnlySpan<byte> Weight(ReadOnlySpan<byte> tensor, HashSet<string> packed)
    {
        ReadOnlySpan<byte> name = default,
            raw = default;
        while (!tensor.IsEmpty)
        {
            var content = Protobuf.Field(ref tensor, out var number);
            if (number == TensorName)
                name = content;
            else if (number == TensorRaw)
                raw = content;
        }

        return packed.Contains(Encoding.UTF8.GetString(name)) ? raw : [];
    }

    private static byte[] Elsewhere(ReadOnlySpan<byte> tensor, string location, long offset, int length)
    {
        using var lean = new MemoryStream();
        while (!tensor.IsEmpty)
        {
            var before = tensor;
            Protobuf.Field(ref tensor, out var number);
            if (number != TensorRaw)
                lean.Write(before[..^tensor.Length]);
        }

        Entry("location", location);
        Entry("offset", offset.ToString(CultureInfo.InvariantCulture));
        Entry("length", length.ToString(CultureInfo.InvariantCulture));
        Protobuf.Write(lean, TensorLocation << 3);
        Protobuf.Write(lean, External);
        return lean.ToArray();

        void Entry(string key, string value)
        {
            using var entry = new MemoryStream();
            Protobuf.Write(entry, 1, Encoding.UTF8.GetBytes(key));
            Protobuf.Write(entry, 2, Encoding.UTF8.GetBytes(value));
            Protobuf.Write(lean, TensorPlace, entry.ToArray());
        }
    }
}
