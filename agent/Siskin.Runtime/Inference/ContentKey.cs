using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SkiaSharp;

namespace Siskin.Runtime.Inference;

/// <summary>
/// What a frame or an input consists of, as the first half of a SHA-256: nobody finds two that have the same one.
/// </summary>
internal readonly record struct ContentKey(UInt128 Value)
{
    /// <summary>The frame of a request as it came, or as it was cut out; the same for all that have none.</summary>
    public static ContentKey OfFrame(ResponderRequest request) =>
        !request.Image.IsEmpty ? Of(request.Image.Span)
        : request.Frame is { } frame ? Of(frame, request.FrameDoubtful)
        : default;

    /// <summary>A frame and the text under it.</summary>
    public static ContentKey OfInput(ContentKey frame, ReadOnlySpan<int> ids)
    {
        Span<byte> start = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(start, frame.Value);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start);
        hash.AppendData(MemoryMarshal.AsBytes(ids));
        return Finish(hash);
    }

    private static ContentKey Of(ReadOnlySpan<byte> encoded)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(encoded, whole);
        return new ContentKey(BinaryPrimitives.ReadUInt128LittleEndian(whole));
    }

    private static ContentKey Of(SKBitmap frame, bool doubtful)
    {
        ReadOnlySpan<int> shape =
        [
            frame.Width,
            frame.Height,
            frame.RowBytes,
            (int)frame.ColorType,
            (int)frame.AlphaType,
            doubtful ? 1 : 0,
        ];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(shape));
        hash.AppendData(frame.GetPixelSpan());
        return Finish(hash);
    }

    private static ContentKey Finish(IncrementalHash hash)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        return new ContentKey(BinaryPrimitives.ReadUInt128LittleEndian(whole));
    }
}
