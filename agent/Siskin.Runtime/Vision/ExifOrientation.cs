using System.Buffers.Binary;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>Reads the orientation out of EXIF data (a TIFF header and its first directory).</summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112,
        Short = 3;
    private const int Entry = 12;

    /// <summary>The orientation; upright where the data states none that exists.</summary>
    public static SKEncodedOrigin Read(ReadOnlySpan<byte> exif)
    {
        var little = exif.StartsWith("II*\0"u8);
        if (exif.Length < 8 || (!little && !exif.StartsWith("MM\0*"u8)))
            return SKEncodedOrigin.TopLeft;
        var directory = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (directory > exif.Length - 2)
            return SKEncodedOrigin.TopLeft;
        var entries = Word(exif, (int)directory, little);
        for (var at = (int)directory + 2; entries-- > 0 && at + Entry <= exif.Length; at += Entry)
        {
            if (Word(exif, at, little) != Orientation || Word(exif, at + 2, little) != Short)
                continue;
            var value = Word(exif, at + 8, little);
            return value is >= 1 and <= 8 ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static int Word(ReadOnlySpan<byte> exif, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(exif[at..]) : BinaryPrimitives.ReadUInt16BigEndian(exif[at..]);
}
