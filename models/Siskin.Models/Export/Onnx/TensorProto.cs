using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>A constant tensor, its content as raw little-endian bytes: here, or in a file beside the graph's.</summary>
internal sealed class TensorProto : IOnnxMessage
{
    private const int OutsideTheFile = 1; // TensorProto.DataLocation.EXTERNAL

    public string Name { get; set; } = "";

    public ElementType Type { get; set; }

    public List<long> Dims { get; } = [];

    /// <summary>
    /// Little-endian elements in row-major order; 4-bit elements two to a byte, the lower half first.
    /// </summary>
    public ReadOnlyMemory<byte> Raw { get; set; }

    /// <summary>Where the content is instead of <see cref="Raw"/>; null when it is there.</summary>
    public ExternalContent? External { get; set; }

    /// <summary>Product of the dimensions; 1 for a scalar.</summary>
    public long ElementCount => Dims.Aggregate(1L, (product, dim) => checked(product * dim));

    /// <summary>A tensor of elements that are stored as they are in memory.</summary>
    public static TensorProto Of<T>(
        string name,
        ElementType type,
        ReadOnlySpan<T> values,
        params ReadOnlySpan<long> dims
    )
        where T : unmanaged => FromRaw(name, type, MemoryMarshal.AsBytes(values).ToArray(), dims);

    public static TensorProto Of(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.Float, values, dims);

    public static TensorProto Of(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.Int64, values, dims);

    public static TensorProto Of(string name, ReadOnlySpan<int> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.Int32, values, dims);

    public static TensorProto Of(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.Int8, values, dims);

    public static TensorProto Of(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.UInt8, values, dims);

    public static TensorProto Of(string name, ReadOnlySpan<Half> values, params ReadOnlySpan<long> dims) =>
        Of(name, ElementType.Float16, values, dims);

    /// <summary>The elements as they are in memory.</summary>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Raw.Span);

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        Dims.ForEach(dim => writer.Int64Always(1, dim));
        writer.Int64(2, (long)Type);
        writer.String(8, Name);
        if (External is null)
        {
            writer.Bytes(9, Raw);
            return;
        }

        writer.Messages(13, External.Entries);
        writer.Int64(14, OutsideTheFile);
    }

    /// <summary>Reads a serialized message; content that is in another file stays there.</summary>
    /// <exception cref="InvalidDataException">The tensor's content does not fit its dimensions.</exception>
    public static TensorProto Read(ByteString bytes)
    {
        var tensor = new TensorProto();
        var floats = new List<float>();
        var integers = new List<long>();
        var elsewhere = new List<StringEntryProto>();
        var outside = false;
        WireField.ReadAll(bytes, field => tensor.ReadField(field, floats, integers) || ReadPlace(field));
        if (outside)
        {
            tensor.External = ExternalContent.From(tensor.Name, elsewhere);
            return tensor;
        }

        if (tensor.Raw.IsEmpty)
        {
            tensor.TakeTypedData(floats, integers);
        }

        tensor.CheckSize();
        return tensor;

        bool ReadPlace(WireField field)
        {
            switch (field.Number)
            {
                case 13:
                    elsewhere.Add(StringEntryProto.Read(field.Bytes()));
                    return true;
                case 14:
                    outside = field.Int64() == OutsideTheFile;
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>Takes the content over from the file that holds it.</summary>
    /// <param name="folder">The folder of the graph's own file.</param>
    /// <exception cref="InvalidDataException">The file ends before it, or it does not fit the dimensions.</exception>
    public void TakeExternal(string folder)
    {
        if (External is not { } external)
        {
            return;
        }

        (Raw, External) = (external.Read(folder, Name), null);
        CheckSize();
    }

    private void CheckSize()
    {
        var expected = Type.RawBytes(ElementCount);
        if (Raw.Length != expected)
        {
            throw new InvalidDataException(
                $"tensor {Name}: {Raw.Length} bytes, expected {expected} for {Type} [{string.Join(", ", Dims)}]"
            );
        }
    }

    private static TensorProto FromRaw(string name, ElementType type, byte[] raw, ReadOnlySpan<long> dims)
    {
        var tensor = new TensorProto
        {
            Name = name,
            Type = type,
            Raw = raw,
        };
        tensor.Dims.AddRange(dims);
        var expected = type.RawBytes(tensor.ElementCount);
        return raw.Length == expected
            ? tensor
            : throw new ArgumentException(
                $"tensor {name}: {raw.Length} bytes, expected {expected} for its dimensions",
                nameof(dims)
            );
    }

    private bool ReadField(WireField field, List<float> floats, List<long> integers)
    {
        switch (field.Number)
        {
            case 1:
                field.AddInt64s(Dims);
                return true;
            case 2:
                Type = (ElementType)field.Int64();
                return true;
            case 4:
                field.AddFloats(floats);
                return true;
            case 5 or 7:
                field.AddInt64s(integers);
                return true;
            case 8:
                Name = field.String();
                return true;
            case 9:
                Raw = field.Bytes().Memory;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Other tools write small constants into typed fields instead of raw bytes.</summary>
    private void TakeTypedData(List<float> floats, List<long> integers) =>
        Raw = Type switch
        {
            ElementType.Float => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(floats)).ToArray(),
            ElementType.Int64 => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(integers)).ToArray(),
            ElementType.Int32 => MemoryMarshal.AsBytes<int>(integers.Select(value => (int)value).ToArray()).ToArray(),
            ElementType.Float16 or ElementType.UInt16 or ElementType.Int16 => MemoryMarshal
                .AsBytes<ushort>(integers.Select(value => (ushort)value).ToArray())
                .ToArray(),
            _ => integers.Select(value => (byte)value).ToArray(),
        };
}
