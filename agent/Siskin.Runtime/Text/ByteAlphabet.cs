namespace Siskin.Runtime.Text;

/// <summary>
/// The byte-level alphabet of <c>tokenizer.json</c>: every byte is written as one printable character, so that a
/// vocabulary of arbitrary bytes is readable JSON. Printable Latin-1 bytes stand for themselves, the other 68 follow
/// in order from U+0100.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] ByteToChar = Build();
    private static readonly short[] CharToByte = Invert(ByteToChar);

    /// <summary>The character that stands for a byte.</summary>
    public static char ToChar(byte value) => ByteToChar[value];

    /// <summary>The text that stands for some bytes.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var chars = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            chars[i] = ByteToChar[bytes[i]];
        return new string(chars);
    }

    /// <summary>The bytes a text stands for, or null when a character is not of the alphabet.</summary>
    public static byte[]? ToBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i] < CharToByte.Length ? CharToByte[text[i]] : (short)-1;
            if (value < 0)
                return null;
            bytes[i] = (byte)value;
        }
        return bytes;
    }

    private static char[] Build()
    {
        var map = new char[256];
        var next = 0x100;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            map[b] = printable ? (char)b : (char)next++;
        }
        return map;
    }

    private static short[] Invert(char[] map)
    {
        var inverse = new short[map.Max() + 1];
        Array.Fill(inverse, (short)-1);
        for (var b = 0; b < map.Length; b++)
            inverse[map[b]] = (short)b;
        return inverse;
    }
}
