namespace Siskin.Runtime;

/// <summary>The wire format of protobuf messages, as far as ONNX graphs use it, read where it lies.</summary>
internal static class Protobuf
{
    /// <summary>Takes one field off the front.</summary>
    /// <param name="bytes">The rest of a message.</param>
    /// <param name="number">Number of the field.</param>
    /// <returns>The content of a string, of bytes or of a message; empty for fields of the other kinds.</returns>
    /// <exception cref="InvalidDataException">The message ends inside the field, or this is none.</exception>
    public static ReadOnlySpan<byte> Field(scoped ref ReadOnlySpan<byte> bytes, out int number)
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

    /// <summary>Writes a number.</summary>
    public static void Write(Stream stream, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            stream.WriteByte((byte)(number | 0x80));
        stream.WriteByte((byte)number);
    }

    /// <summary>Writes a field of bytes.</summary>
    public static void Write(Stream stream, int field, ReadOnlySpan<byte> content)
    {
        Write(stream, ((ulong)field << 3) | 2);
        Write(stream, (ulong)content.Length);
        stream.Write(content);
    }

    /// <summary>What is written, as bytes.</summary>
    public static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
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
