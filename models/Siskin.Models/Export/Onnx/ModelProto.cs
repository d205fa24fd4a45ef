using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>An ONNX file: a graph and the operator sets it uses.</summary>
internal sealed class ModelProto : IOnnxMessage
{
    /// <summary>Version of the file format; 10 came with opset 21-23's types.</summary>
    public long IrVersion { get; set; } = 10;

    public string ProducerName { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public GraphProto Graph { get; set; } = new();

    public List<OperatorSetIdProto> OperatorSets { get; } = [];

    /// <summary>Free key/value text about the model.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Writes the model to a new file.</summary>
    public void Save(string path)
    {
        using var file = File.Create(path);
        using var output = new CodedOutputStream(file, bufferSize: 1 << 16);
        Write(new FieldWriter(output));
    }

    /// <summary>The model as the bytes of its file.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            Write(new FieldWriter(output));
        }

        return stream.ToArray();
    }

    /// <summary>
    /// Reads a model file, and the content of its tensors from whatever files it names: of a bundle only by
    /// <see cref="Siskin.Runtime.Bundles.Bundle.GraphPath"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not an ONNX model.</exception>
    public static ModelProto Load(string path)
    {
        var model = Parse(File.ReadAllBytes(path));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        model.Graph.Initializers.ForEach(tensor => tensor.TakeExternal(folder));
        return model;
    }

    /// <summary>Reads a model from the bytes of its file; what other files hold stays there.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an ONNX model.</exception>
    public static ModelProto Parse(byte[] bytes)
    {
        var model = new ModelProto();
        WireField.ReadAll(UnsafeByteOperations.UnsafeWrap(bytes), model.ReadField);
        return model;
    }

    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.Int64(1, IrVersion);
        writer.String(2, ProducerName);
        writer.String(3, ProducerVersion);
        writer.Message(7, Graph);
        writer.Messages(8, OperatorSets);
        writer.Messages(14, Metadata.Select(entry => new StringEntryProto(entry.Key, entry.Value)));
    }

    private bool ReadField(WireField field)
    {
        switch (field.Number)
        {
            case 1:
                IrVersion = field.Int64();
                return true;
            case 2:
                ProducerName = field.String();
                return true;
            case 3:
                ProducerVersion = field.String();
                return true;
            case 7:
                Graph = GraphProto.Read(field.Bytes());
                return true;
            case 8:
                OperatorSets.Add(OperatorSetIdProto.Read(field.Bytes()));
                return true;
            case 14:
                var entry = StringEntryProto.Read(field.Bytes());
                Metadata[entry.Key] = entry.Value;
                return true;
            default:
                return false;
        }
    }
}
