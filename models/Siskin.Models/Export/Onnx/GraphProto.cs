using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>Nodes in topological order, their constants, and the graph's inputs and outputs.</summary>
internal sealed class GraphProto : IOnnxMessage
{
    public string Name { get; set; } = "";

    public List<NodeProto> Nodes { get; } = [];

    public List<TensorProto> Initializers { get; } = [];

    public List<ValueInfoProto> Inputs { get; } = [];

    public List<ValueInfoProto> Outputs { get; } = [];

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.Messages(1, Nodes);
        writer.String(2, Name);
        writer.Messages(5, Initializers);
        writer.Messages(11, Inputs);
        writer.Messages(12, Outputs);
    }

    /// <summary>Reads a serialized message.</summary>
    public static GraphProto Read(ByteString bytes)
    {
        var graph = new GraphProto();
        WireField.ReadAll(bytes, graph.ReadField);
        return graph;
    }

    private bool ReadField(WireField field)
    {
        switch (field.Number)
        {
            case 1:
                Nodes.Add(NodeProto.Read(field.Bytes()));
                return true;
            case 2:
                Name = field.String();
                return true;
            case 5:
                Initializers.Add(TensorProto.Read(field.Bytes()));
                return true;
            case 11:
                Inputs.Add(ValueInfoProto.Read(field.Bytes()));
                return true;
            case 12:
                Outputs.Add(ValueInfoProto.Read(field.Bytes()));
                return true;
            default:
                return false;
        }
    }
}
