using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>
/// Writes the fields of one protobuf message, or only counts their bytes: nested messages are written in two passes
/// (size, then content), so that weights are never copied.
/// </summary>
internal sealed class FieldWriter(CodedOutputStream? output)
{
    /// <summary>Bytes written or counted so far.</summary>
    public long Size { get; private set; }

    /// <summary>Writes a varint; zero, the default, is left out.</summary>
    public void Int64(int field, long value)
    {
        if (value != 0)
        {
            Int64Always(field, value);
        }
    }

    /// <summary>Writes a varint, zero included (for fields whose presence has a meaning).</summary>
    public void Int64Always(int field, long value)
    {
        Tag(field, WireFormat.WireType.Varint, CodedOutputStream.ComputeInt64Size(value));
        output?.WriteInt64(value);
    }

    public void Float(int field, float value)
    {
        Tag(field, WireFormat.WireType.Fixed32, sizeof(float));
        output?.WriteFloat(value);
    }

    /// <summary>Writes a string; the empty one is left out.</summary>
    public void String(int field, string value)
    {
        if (value.Length > 0)
        {
            StringAlways(field, value);
        }
    }

    /// <summary>Writes a string, the empty one included (a node's absent optional input).</summary>
    public void StringAlways(int field, string value)
    {
        Tag(field, WireFormat.WireType.LengthDelimited, CodedOutputStream.ComputeStringSize(value));
        output?.WriteString(value);
    }

    public void Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(
            field,
            WireFormat.WireType.LengthDelimited,
            CodedOutputStream.ComputeLengthSize(value.Length) + value.Length
        );
        output?.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    public void Message(int field, IOnnxMessage message)
    {
        var counter = new FieldWriter(null);
        message.Write(counter);
        if (counter.Size > int.MaxValue)
        {
            throw new InvalidDataException(
                $"a graph of {counter.Size} bytes does not fit an ONNX file; allowed: {int.MaxValue}. Quantize "
                    + "it or make it smaller."
            );
        }

        var size = (int)counter.Size;
        Tag(field, WireFormat.WireType.LengthDelimited, CodedOutputStream.ComputeLengthSize(size) + size);
        if (output is not null)
        {
            output.WriteLength(size);
            message.Write(new FieldWriter(output));
        }
    }

    public void Messages<T>(int field, IEnumerable<T> messages)
        where T : IOnnxMessage
    {
        foreach (var message in messages)
        {
            Message(field, message);
        }
    }

    private void Tag(int field, WireFormat.WireType type, long contentSize)
    {
        Size += CodedOutputStream.ComputeTagSize(field) + contentSize;
        output?.WriteTag(field, type);
    }
}
