using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>An operator set and its version.</summary>
/// <param name="Domain">Empty for the standard operators.</param>
/// <param name="Version">Version of the set.</param>
internal sealed record OperatorSetIdProto(string Domain, long Version) : IOnnxMessage
{
    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.String(1, Domain);
        writer.Int64(2, Version);
    }

    /// <summary>Reads a serialized message.</summary>
    public static OperatorSetIdProto Read(ByteString bytes)
    {
        var domain = "";
        long version = 0;
        WireField.ReadAll(
            bytes,
            field =>
            {
                switch (field.Number)
                {
                    case 1:
                        domain = field.String();
                        return true;
                    case 2:
                        version = field.Int64();
                        return true;
                    default:
                        return false;
                }
            }
        );
        return new OperatorSetIdProto(domain, version);
    }
}

/// <summary>A key and a value of a model's metadata.</summary>
internal sealed record StringEntryProto(string Key, string Value) : IOnnxMessage
{
    /// <inheritdoc/>
    public void Write(FieldWriter writer)
    {
        writer.String(1, Key);
        writer.String(2, Value);
    }

    /// <summary>Reads a serialized message.</summary>
    public static StringEntryProto Read(ByteString bytes)
    {
        var key = "";
        var value = "";
        WireField.ReadAll(
            bytes,
            field =>
            {
                switch (field.Number)
                {
                    case 1:
                        key = field.String();
                        return true;
                    case 2:
                        value = field.String();
                        return true;
                    default:
                        return false;
                }
            }
        );
        return new StringEntryProto(key, value);
    }
}
