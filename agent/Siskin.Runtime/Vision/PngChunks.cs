using System.Buffers.Binary;
using System.Text;

namespace Siskin.Runtime.Vision;

/// <summary>The chunks of a PNG: their checksums, and the orientation in one of them.</summary>
internal static class PngChunks
{
    private const int Signature = 8,
        Header = 8,
        Checksum = 4;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(i => Remainder((uint)i))];

    /// <summary>Name of the first chunk that is cut or does not match its checksum; null when there is none.</summary>
    public static string? Damaged(ReadOnlySpan<byte> png)
    {
        var at = Signature;
        while (at + Header <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            var name = png.Slice(at + 4, 4);
            if (length > png.Length - at - Header - Checksum)
                return NameOf(name);
            var sum = BinaryPrimitives.ReadUInt32BigEndian(png[(at + Header + (int)length)..]);
            if (sum != SumOf(png.Slice(at + 4, 4 + (int)length)))
                return NameOf(name);
            if (name.SequenceEqual("IEND"u8))
                break; // what comes behind is not the picture's
            at += Header + (int)length + Checksum;
        }

        return null;
    }

    /// <summary>The content of the chunk <c>eXIf</c>; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Exif(ReadOnlySpan<byte> png)
    {
        var at = Signature;
        while (at + Header <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - Header)
                break;
            if (png.Slice(at + 4, 4).SequenceEqual("eXIf"u8))
                return png.Slice(at + Header, (int)length);
            at += Header + (int)length + Checksum;
        }

        return [];
    }

    // A name from a stranger goes into a message: letters only.
    private static string NameOf(ReadOnlySpan<byte> name) =>
        name.IndexOfAnyExcept(Letters) < 0 ? Encoding.ASCII.GetString(name) : "without a name";

    private static readonly System.Buffers.SearchValues<byte> Letters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    // CRC-32 as the PNG specification defines it (annex D), a byte at a time.
    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            sum = Remainders[(sum ^ value) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        return value;
    }
}
