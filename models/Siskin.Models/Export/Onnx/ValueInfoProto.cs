using System.Globalization;
using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>Name, element type and dimensions of a graph's input or output.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Dims">Known sizes, or names of sizes that may vary.</param>
internal sealed record ValueInfoProto(string Name, ElementType Type, IReadOnlyList<Dim> Dims) : IOnnxMessage
{
    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.String(1, Name);
        writer.Message(2, new TypeProto(Type, Dims));
    }

    /// <summary>Reads a serialized message.</summary>
    public static ValueInfoProto Read(ByteString bytes)
    {
        var name = "";
        var type = new TypeProto(ElementType.None, []);
        WireField.ReadAll(
            bytes,
            field =>
            {
                switch (field.Number)
                {
                    case 1:
                        name = field.String();
                        return true;
                    case 2:
                        type = TypeProto.Read(field.Bytes());
                        return true;
                    default:
                        return false;
                }
            }
        );
        return new ValueInfoProto(name, type.Element, type.Dims);
    }

    /// <summary>A tensor type (<c>TypeProto.Tensor</c> in its wrapper).</summary>
    private sealed record TypeProto(ElementType Element, IReadOnlyList<Dim> Dims) : IOnnxMessage
    {
        public void Write(FieldWriter writer) => writer.Message(1, new TensorTypeProto(Element, Dims));

        public static TypeProto Read(ByteString bytes)
        {
            var element = ElementType.None;
            var dims = new List<Dim>();
            WireField.ReadAll(bytes, outer => outer.Number == 1 && ReadTensorType(outer.Bytes()));
            return new TypeProto(element, dims);

            bool ReadTensorType(ByteString tensor)
            {
                WireField.ReadAll(
                    tensor,
                    inner =>
                    {
                        switch (inner.Number)
                        {
                            case 1:
                                element = (ElementType)inner.Int64();
                                return true;
                            case 2:
                                ReadShape(inner.Bytes(), dims);
                                return true;
                            default:
                                return false;
                        }
                    }
                );
                return true;
            }
        }

        private static void ReadShape(ByteString shape, List<Dim> dims) =>
            WireField.ReadAll(
                shape,
                field =>
                {
                    if (field.Number != 1)
                    {
                        return false;
                    }

                    dims.Add(Dim.Read(field.Bytes()));
                    return true;
                }
            );
    }

    private sealed record TensorTypeProto(ElementType Element, IReadOnlyList<Dim> Dims) : IOnnxMessage
    {
        public void Write(FieldWriter writer)
        {
            writer.Int64(1, (long)Element);
            writer.Message(2, new ShapeProto(Dims));
        }
    }

    private sealed record ShapeProto(IReadOnlyList<Dim> Dims) : IOnnxMessage
    {
        public void Write(FieldWriter writer) => writer.Messages(1, Dims);
    }
}

/// <summary>One dimension of a graph's input or output: a size, or the name of a size that may vary.</summary>
/// <param name="Size">The size; -1 when it may vary.</param>
/// <param name="Name">The name of a size that may vary, else empty.</param>
internal readonly record struct Dim(long Size, string Name) : IOnnxMessage
{
    public static implicit operator Dim(long size) => new(size, "");

    public static implicit operator Dim(string name) => new(-1, name);

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        if (Size >= 0)
        {
            writer.Int64Always(1, Size);
        }
        else
        {
            writer.String(2, Name);
        }
    }

    /// <summary>Reads a serialized message.</summary>
    public static Dim Read(ByteString bytes)
    {
        Dim dim = "";
        WireField.ReadAll(
            bytes,
            field =>
            {
                switch (field.Number)
                {
                    case 1:
                        dim = field.Int64();
                        return true;
                    case 2:
                        dim = field.String();
                        return true;
                    default:
                        return false;
                }
            }
        );
        return dim;
    }

    /// <inheritdoc/>
    public override string ToString() => Size >= 0 ? Size.ToString(CultureInfo.InvariantCulture) : Name;
}
