using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>One operator of a graph.</summary>
internal sealed class NodeProto : IOnnxMessage
{
    public string Name { get; set; } = "";

    public string OpType { get; set; } = "";

    /// <summary>Empty for the standard operators, <c>com.microsoft</c> for ONNX Runtime's own.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Names of values; an empty name is an absent optional input.</summary>
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<AttributeProto> Attributes { get; } = [];

    /// <summary>The attribute of that name, or null.</summary>
    public AttributeProto? Attribute(string name) => Attributes.Find(attribute => attribute.Name == name);

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        foreach (var input in Inputs)
        {
            writer.StringAlways(1, input);
        }

        foreach (var output in Outputs)
        {
            writer.StringAlways(2, output);
        }

        writer.String(3, Name);
        writer.String(4, OpType);
        writer.Messages(5, Attributes);
        writer.String(7, Domain);
    }

    /// <summary>Reads a serialized message.</summary>
    public static NodeProto Read(ByteString bytes)
    {
        var node = new NodeProto();
        WireField.ReadAll(bytes, node.ReadField);
        return node;
    }

    private bool ReadField(WireField field)
    {
        switch (field.Number)
        {
            case 1:
                Inputs.Add(field.String());
                return true;
            case 2:
                Outputs.Add(field.String());
                return true;
            case 3:
                Name = field.String();
                return true;
            case 4:
                OpType = field.String();
                return true;
            case 5:
                Attributes.Add(AttributeProto.Read(field.Bytes()));
                return true;
            case 7:
                Domain = field.String();
                return true;
            default:
                return false;
        }
    }
}
