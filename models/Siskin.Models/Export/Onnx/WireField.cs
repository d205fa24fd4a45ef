using Google.Protobuf;

namespace Siskin.Models.Export.Onnx;

/// <summary>One field of a protobuf message that is being read.</summary>
/// <param name="Number">The field's number in the schema.</param>
/// <param name="IsBlock">Whether the content is length-delimited: a string, a message or packed numbers.</param>
/// <param name="Input">Stands at the field's content.</param>
internal readonly record struct WireField(int Number, bool IsBlock, CodedInputStream Input)
{
    /// <summary>
    /// Calls <paramref name="read"/> for every field of a message; a field it does not take is skipped.
    /// </summary>
    /// <param name="message">One serialized message.</param>
    /// <param name="read">Returns false, having read nothing, for a field it does not know.</param>
    /// <exception cref="InvalidDataException">The bytes are not a protobuf message.</exception>
    public static void ReadAll(ByteString message, Func<WireField, bool> read)
    {
        var input = message.CreateCodedInput();
        try
        {
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                var block = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
                if (!read(new WireField(WireFormat.GetTagFieldNumber(tag), block, input)))
                {
                    input.SkipLastField();
                }
            }
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new InvalidDataException($"not an ONNX model: {broken.Message}", broken);
        }
    }

    /// <summary>A varint.</summary>
    public long Int64() => Input.ReadInt64();

    /// <summary>A 32-bit float.</summary>
    public float Float() => Input.ReadFloat();

    /// <summary>UTF-8 text.</summary>
    public string String() => Input.ReadString();

    /// <summary>Bytes, or a nested message.</summary>
    public ByteString Bytes() => Input.ReadBytes();

    /// <summary>
    /// Adds one value of a repeated field, or all of them when they are packed: both are legal on the wire.
    /// </summary>
    public void AddInt64s(List<long> values)
    {
        if (!IsBlock)
        {
            values.Add(Input.ReadInt64());
            return;
        }

        for (var packed = Input.ReadBytes().CreateCodedInput(); !packed.IsAtEnd; )
        {
            values.Add(packed.ReadInt64());
        }
    }

    /// <inheritdoc cref="AddInt64s"/>
    public void AddFloats(List<float> values)
    {
        if (!IsBlock)
        {
            values.Add(Input.ReadFloat());
            return;
        }

        for (var packed = Input.ReadBytes().CreateCodedInput(); !packed.IsAtEnd; )
        {
            values.Add(packed.ReadFloat());
        }
    }
}
