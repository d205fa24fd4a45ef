using System.Buffers.Binary;

namespace Siskin.Runtime.Vision;

/// <summary>The chunks of a WebP file.</summary>
internal static class WebpChunks
{
    private const int FileHeader = 12,
        Header = 8;

    /// <summary>How many bytes the file lacks by what its header says; 0 or less when it is all there.</summary>
    public static long Missing(ReadOnlySpan<byte> webp) =>
        Header + (long)BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]) - webp.Length;
}
