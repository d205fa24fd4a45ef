using Siskin.Runtime.Vision.Jpeg;

namespace Siskin.Runtime.Vision;

/// <summary>
/// Damage that a decoder fills up without a word: what is lost on the way from a camera must not be read as if it were
/// seen.
/// </summary>
internal static class FrameDefects
{
    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>For formats that the decoder itself checks.</summary>
    public static Rejection? None(ReadOnlySpan<byte> encoded, out bool doubtful, out ReadOnlySpan<byte> whole)
    {
        doubtful = false;
        whole = encoded;
        return null;
    }

    /// <summary>Of a JPEG; where only its end marker is missing, that is added.</summary>
    public static Rejection? OfJpeg(ReadOnlySpan<byte> encoded, out bool doubtful, out ReadOnlySpan<byte> whole)
    {
        var state = JpegWalk.Judge(encoded, out doubtful);
        whole = state == JpegState.WithoutEnd ? (byte[])[.. encoded, .. EndOfImage] : encoded;
        return state == JpegState.Damaged
            ? new Rejection(
                400,
                $"The JPEG is damaged: a part of its picture is lost or changed in its {encoded.Length} bytes."
            )
            : null;
    }

    /// <summary>Of a PNG.</summary>
    public static Rejection? OfPng(ReadOnlySpan<byte> encoded, out bool doubtful, out ReadOnlySpan<byte> whole)
    {
        doubtful = false;
        whole = encoded;
        return PngChunks.Damaged(encoded) is { } chunk
            ? new Rejection(400, $"The PNG is damaged: its chunk {chunk} is cut or its checksum is wrong.")
            : null;
    }

    /// <summary>Of a WebP.</summary>
    public static Rejection? OfWebp(ReadOnlySpan<byte> encoded, out bool doubtful, out ReadOnlySpan<byte> whole)
    {
        doubtful = false;
        whole = encoded;
        return WebpChunks.Missing(encoded) is > 0 and var missing
            ? new Rejection(400, $"The WebP is truncated: {missing} bytes of it are missing.")
            : null;
    }
}
