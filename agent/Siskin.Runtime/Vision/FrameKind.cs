namespace Siskin.Runtime.Vision;

/// <summary>A format of frames, told by the first bytes.</summary>
internal enum FrameKind
{
    Unknown,
    Jpeg,
    Png,
    Webp,
}

/// <summary>Tells formats apart.</summary>
internal static class FrameKinds
{
    private static ReadOnlySpan<byte> JpegMagic => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngMagic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format of a file.</summary>
    public static FrameKind Of(ReadOnlySpan<byte> encoded)
    {
        if (encoded.StartsWith(JpegMagic))
            return FrameKind.Jpeg;
        if (encoded.StartsWith(PngMagic))
            return FrameKind.Png;
        return encoded.Length >= 12 && encoded.StartsWith("RIFF"u8) && encoded[8..].StartsWith("WEBP"u8)
            ? FrameKind.Webp
            : FrameKind.Unknown;
    }
}
