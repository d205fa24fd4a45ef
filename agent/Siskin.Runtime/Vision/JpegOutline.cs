using System.Buffers.Binary;

namespace Siskin.Runtime.Vision;

/// <summary>
/// What a JPEG's markers state, read without decoding. Each scan costs the decoder a pass over the whole picture, and
/// sizes beyond what the decoder supports would otherwise look like damage.
/// </summary>
internal readonly record struct JpegOutline(int Width, int Height, int Scans)
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <summary>Why a JPEG is not decoded, by its markers; null where it may be.</summary>
    public static Rejection? Refuse(ReadOnlySpan<byte> jpeg, FrameLimits limits)
    {
        var outline = Read(jpeg);
        return outline.Scans > limits.MaxScans
            ? new Rejection(413, $"The JPEG has {outline.Scans} scans; at most {limits.MaxScans} are decoded.")
            : limits.Refuse(outline.Width, outline.Height);
    }

    /// <summary>
    /// Walks the markers up to the end marker or the end of the data; a missing frame header leaves the size 0.
    /// </summary>
    public static JpegOutline Read(ReadOnlySpan<byte> jpeg)
    {
        var outline = default(JpegOutline);
        var at = 2; // past the start-of-image marker
        while (at + 1 < jpeg.Length)
        {
            var next = jpeg[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= jpeg.Length)
                break;
            at += next + 1;
            var marker = jpeg[at];
            if (marker == EndOfImage)
                break;
            if (marker == 0xFF)
                continue; // fill byte; the marker follows
            at++;
            if (marker == StartOfScan)
                outline = outline with { Scans = outline.Scans + 1 };
            if (IsFrameHeader(marker) && at + 7 <= jpeg.Length)
            {
                outline = outline with
                {
                    Height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 3)..]),
                    Width = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]),
                };
            }

            if (HasLength(marker) && at + 2 <= jpeg.Length)
                at += BinaryPrimitives.ReadUInt16BigEndian(jpeg[at..]);
        }

        return outline;
    }

    // C0..CF are frame headers, without DHT (C4), JPG (C8) and DAC (CC).
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // 00 is a stuffed data byte; 01 and D0..D8 (restart, start of image) stand alone.
    private static bool HasLength(byte marker) => marker is not (0x00 or 0x01 or (>= 0xD0 and <= 0xD8));
}
