using Siskin.Runtime.Vision.Jpeg;

namespace Siskin.Runtime.Vision;

/// <summary>
/// Damage that a decoder fills up without a word: what is lost on the way from a camera must not be read as if it were
/// seen.
/// </summary>
internal static class FrameDefects
{
    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>Looks for damage.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="doubtful">Whether it bears traces of damage that are no proof.</param>
    /// <param name="whole">The same bytes, with the end marker where only that was missing.</param>
    /// <returns>What is wrong, or null.</returns>
    public static Rejection? Find(
        ReadOnlySpan<byte> encoded,
        FrameKind kind,
        out bool doubtful,
        out ReadOnlySpan<byte> whole
    )
    {
        doubtful = false;
        whole = encoded;
        switch (kind)
        {
            case FrameKind.Jpeg:
                var state = JpegWalk.Judge(encoded, out doubtful);
                if (state == JpegState.WithoutEnd)
                    whole = (byte[])[.. encoded, .. EndOfImage];
                return state == JpegState.Damaged
                    ? new Rejection(
                        400,
                        $"The JPEG is damaged: a part of its picture is lost or changed in its {encoded.Length} bytes."
                    )
                    : null;
            case FrameKind.Png:
                return PngChunks.Damaged(encoded) is { } chunk
                    ? new Rejection(400, $"The PNG is damaged: its chunk {chunk} is cut or its checksum is wrong.")
                    : null;
            default:
                return WebpChunks.Missing(encoded) is > 0 and var missing
                    ? new Rejection(400, $"The WebP is truncated: {missing} bytes of it are missing.")
                    : null;
        }
    }
}
