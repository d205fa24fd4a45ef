using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>
/// A large graph without its largest weights: it says where they lie in the graph's own file. ONNX Runtime copies
/// whatever lies in a graph several times before a kernel packs it into an order of its own; what lies in a file it
/// maps, and lets go of when it is packed.
/// </summary>
/// <remarks>
/// Only weights of matrix products that are packed when a session is created are left out. Nothing may stay mapped:
/// whoever wrote into the file of a running agent would change its answers. So whoever opens it looks afterwards, and
/// where a processor's kernels do not pack, opens the graph as it is.
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
    /// <param name="path">The file: an ONNX graph that may be opened.</param>
    public static byte[]? Of(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: < LargeFrom })
            return null; // nor are its weights; to look through it would touch all of it
        using var file = new MappedFile(path);
        return Of(file.Bytes, Path.GetFileName(path), MinBytes, LargeFrom);
    }

    /// <param name="model">Content of the file.</param>
    /// <param name="location">Its name.</param>
    /// <param name="minBytes">A weight of so many is left out.</param>
    /// <param name="largeFrom">So many in all must be.</param>
    internal static byte[]? Of(ReadOnlySpan<byte> model, string location, int minBytes, int largeFrom)
    {
        var parts = new List<Part>();
        var left = 0L;
        for (var rest = model; !rest.IsEmpty; )
        {
            var before = rest;
            var content = Protobuf.Field(ref rest, out var number);
            if (number == ModelGraph)
                left += AddGraph(parts, model, content, location, minBytes);
            else
                parts.Add(Part.Of(model, before[..^rest.Length]));
        }

        return left < largeFrom ? null : Joined(model, parts);
    }

    // All at once: a graph may be large even without these.
    private static byte[] Joined(ReadOnlySpan<byte> model, List<Part> parts)
    {
        var joined = GC.AllocateUninitializedArray<byte>(parts.Sum(part => part.Length));
        var rest = joined.AsSpan();
        foreach (var part in parts)
        {
            var bytes = part.New is { } made ? made : model.Slice(part.Offset, part.Length);
            bytes.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return joined;
    }

    private static long AddGraph(
        List<Part> parts,
        ReadOnlySpan<byte> model,
        ReadOnlySpan<byte> graph,
        string location,
        int minBytes
    )
    {
        var packed = Packed(graph);
        var start = parts.Count;
        var left = 0L;
        for (var rest = graph; !rest.IsEmpty; )
        {
            var before = rest;
            var content = Protobuf.Field(ref rest, out var number);
            var weight = number == GraphTensor ? Weight(content, packed) : [];
            if (weight.Length < Math.Max(1, minBytes))
            {
                parts.Add(Part.Of(model, before[..^rest.Length]));
                continue;
            }

            left += weight.Length;
            var tensor = Elsewhere(content, location, Part.Of(model, weight));
            parts.Add(Part.Of(Protobuf.Written(stream => Protobuf.Write(stream, GraphTensor, tensor))));
        }

        var length = parts.Skip(start).Sum(part => part.Length);
        parts.Insert(
            start,
            Part.Of(
                Protobuf.Written(stream =>
                {
                    Protobuf.Write(stream, (ModelGraph << 3) | 2);
                    Protobuf.Write(stream, (ulong)length);
                })
            )
        );
        return left;
    }

    // Names of what nothing but products takes as their weights; none where a node holds a graph of its own, which may
    // take anything.
    private static HashSet<string> Packed(ReadOnlySpan<byte> graph)
    {
        var weights = new HashSet<string>(StringComparer.Ordinal);
        var others = new HashSet<string>(StringComparer.Ordinal);
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
                    isProduct = IsProduct(content);
                else if (part == NodeAttribute && HoldsGraph(content))
                    return [];
            }

            for (var i = 0; i < inputs.Count; i++)
                (isProduct && i == 1 ? weights : others).Add(inputs[i]);
        }

        weights.ExceptWith(others);
        return weights;
    }

    private static bool IsProduct(ReadOnlySpan<byte> operation) =>
        operation.SequenceEqual("DynamicQuantizeMatMul"u8) || operation.SequenceEqual("MatMulNBits"u8);

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

    private static byte[] Elsewhere(ReadOnlySpan<byte> tensor, string location, Part place)
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
        Entry("offset", place.Offset.ToString(CultureInfo.InvariantCulture));
        Entry("length", place.Length.ToString(CultureInfo.InvariantCulture));
        Protobuf.Write(lean, TensorLocation << 3);
        Protobuf.Write(lean, External);
        return lean.ToArray();

        void Entry(string key, string value)
        {
            var entry = Protobuf.Written(stream =>
            {
                Protobuf.Write(stream, 1, Encoding.UTF8.GetBytes(key));
                Protobuf.Write(stream, 2, Encoding.UTF8.GetBytes(value));
            });
            Protobuf.Write(lean, TensorPlace, entry);
        }
    }

    /// <summary>Bytes of the lean graph.</summary>
    /// <param name="Offset">Where they lie in the file, if they are not new.</param>
    /// <param name="Length">So many.</param>
    /// <param name="New">Bytes that the file does not have, or null.</param>
    private readonly record struct Part(int Offset, int Length, byte[]? New)
    {
        public static Part Of(byte[] bytes) => new(0, bytes.Length, bytes);

        public static Part Of(ReadOnlySpan<byte> model, ReadOnlySpan<byte> part) =>
            new(
                (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(model), ref MemoryMarshal.GetReference(part)),
                part.Length,
                null
            );
    }
}
