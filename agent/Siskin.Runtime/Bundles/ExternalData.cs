using System.Text;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// Finds the files that an ONNX graph keeps weights in. ONNX Runtime opens whatever path the graph names, so these are
/// held against the manifest's list first. Reads the few protobuf fields on the way to <c>TensorProto.external_data</c>
/// and skips the rest, weights included.
/// </summary>
internal static class ExternalData
{
    private const int MaxDepth = 64;

    private enum Message
    {
        None,
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        Entry,
    }

    /// <summary>Locations as they are written in the graph: relative to its own folder.</summary>
    /// <exception cref="InvalidDataException">The file is not a protobuf message, or graphs are nested too
    /// deeply.</exception>
    public static IReadOnlyCollection<string> Locations(string file)
    {
        using var mapped = new MappedFile(file);
        var locations = new HashSet<string>(StringComparer.Ordinal);
        Walk(mapped.Bytes, Message.Model, locations, 0);
        return locations;
    }

    private static void Walk(ReadOnlySpan<byte> bytes, Message message, HashSet<string> locations, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"graphs are nested deeper than {MaxDepth} messages");
        if (message == Message.Entry)
        {
            ReadEntry(bytes, locations);
            return;
        }

        while (!bytes.IsEmpty)
        {
            var content = Protobuf.Field(ref bytes, out var number);
            var inner = Inside(message, number);
            if (inner != Message.None)
                Walk(content, inner, locations, depth + 1);
        }
    }

    // Field numbers of onnx.proto.
    private static Message Inside(Message message, int field) =>
        (message, field) switch
        {
            (Message.Model, 7) => Message.Graph,
            (Message.Model, 25) => Message.Function,
            (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
            (Message.Graph, 5) => Message.Tensor,
            (Message.Graph, 15) => Message.SparseTensor,
            (Message.Node, 5) => Message.Attribute,
            (Message.Attribute, 5 or 10) => Message.Tensor,
            (Message.Attribute, 6 or 11) => Message.Graph,
            (Message.Attribute, 22 or 23) => Message.SparseTensor,
            (Message.SparseTensor, 1 or 2) => Message.Tensor,
            (Message.Tensor, 13) => Message.Entry,
            _ => Message.None,
        };

    private static void ReadEntry(ReadOnlySpan<byte> bytes, HashSet<string> locations)
    {
        ReadOnlySpan<byte> key = default,
            value = default;
        while (!bytes.IsEmpty)
        {
            var content = Protobuf.Field(ref bytes, out var number);
            if (number == 1)
                key = content;
            else if (number == 2)
                value = content;
        }

        if (key.SequenceEqual("location"u8))
            locations.Add(Encoding.UTF8.GetString(value));
    }
}
