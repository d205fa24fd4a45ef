using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>A named constant of a node; exactly the member that <see cref="Type"/> names is set.</summary>
internal sealed class AttributeProto : IOnnxMessage
{
    public string Name { get; set; } = "";

    public AttributeType Type { get; set; }

    public float Float { get; set; }

    public long Int { get; set; }

    public string Text { get; set; } = "";

    public TensorProto? Tensor { get; set; }

    public List<float> Floats { get; } = [];

    public List<long> Ints { get; } = [];

    public static AttributeProto Of(string name, long value) =>
        new()
        {
            Name = name,
            Type = AttributeType.Int,
            Int = value,
        };

    public static AttributeProto Of(string name, float value) =>
        new()
        {
            Name = name,
            Type = AttributeType.Float,
            Float = value,
        };

    public static AttributeProto Of(string name, string value) =>
        new()
        {
            Name = name,
            Type = AttributeType.String,
            Text = value,
        };

    public static AttributeProto Of(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.String(1, Name);
        switch (Type)
        {
            case AttributeType.Float:
                writer.Float(2, Float);
                break;
            case AttributeType.Int:
                writer.Int64Always(3, Int);
                break;
            case AttributeType.String:
                writer.StringAlways(4, Text);
                break;
            case AttributeType.Tensor:
                writer.Message(5, Tensor!);
                break;
            case AttributeType.Floats:
                Floats.ForEach(value => writer.Float(7, value));
                break;
            case AttributeType.Ints:
                Ints.ForEach(value => writer.Int64Always(8, value));
                break;
            default:
                throw new InvalidOperationException($"attribute {Name}: type {Type} cannot be written");
        }

        writer.Int64(20, (long)Type);
    }

    /// <summary>Reads a serialized message.</summary>
    public static AttributeProto Read(ByteString bytes)
    {
        var attribute = new AttributeProto();
        WireField.ReadAll(bytes, attribute.ReadField);
        return attribute;
    }

    private bool ReadField(WireField field)
    {
        switch (field.Number)
        {
            case 1:
                Name = field.String();
                return true;
            case 2:
                Float = field.Float();
                return true;
            case 3:
                Int = field.Int64();
                return true;
            case 4:
                Text = field.String();
                return true;
            case 5:
                Tensor = TensorProto.Read(field.Bytes());
                return true;
            case 7:
                field.AddFloats(Floats);
                return true;
            case 8:
                field.AddInt64s(Ints);
                return true;
            case 20:
                Type = (AttributeType)field.Int64();
                return true;
            default:
                return false;
        }
    }
}

/// <summary>ONNX's numbers for the kinds of attributes this toolchain uses.</summary>
internal enum AttributeType
{
    None = 0,
    Float = 1,
    Int = 2,
    String = 3,
    Tensor = 4,
    Floats = 6,
    Ints = 7,
}
