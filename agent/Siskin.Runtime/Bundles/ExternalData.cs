using System.IO.MemoryMappedFiles;
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
    public static unsafe IReadOnlyCollection<string> Locations(string file)
    {
        var size = new FileInfo(file).Length;
        if (size is 0 or > int.MaxValue)
            throw new InvalidDataException($"{size} bytes are not an ONNX graph");
        using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var locations = new HashSet<string>(StringComparer.Ordinal);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            Walk(new ReadOnlySpan<byte>(start, (int)size), Message.Model, locations, 0);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

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
            var content = Field(ref bytes, out var number);
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
            var content = Field(ref bytes, out var number);
            if (number == 1)
                key = content;
            else if (number == 2)
                value = content;
        }

        if (key.SequenceEqual("location"u8))
            locations.Add(Encoding.UTF8.GetString(value));
    }

    // Takes one field off the front; its content is empty for the kinds that hold no bytes.
    private static ReadOnlySpan<byte> Field(scoped ref ReadOnlySpan<byte> bytes, out int number)
    {
        var tag = Varint(ref bytes);
        number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                Varint(ref bytes);
                return [];
            case 1:
                Take(ref bytes, 8);
                return [];
            case 2:
                return Take(ref bytes, Varint(ref bytes));
            case 5:
                Take(ref bytes, 4);
                return [];
            default:
                throw new InvalidDataException("it is not a protobuf message");
        }
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, ulong count)
    {
        if (count > (ulong)bytes.Length)
            throw new InvalidDataException("it ends inside a protobuf field");
        var content = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return content;
    }

    private static ulong Varint(scoped ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("it ends inside a protobuf number");
    }
}
