using System.Buffers.Binary;

namespace Siskin.Agent.Tests.Torture;

/// <summary>
/// Corrects the check sums of a damaged PNG as far as its chunks can be walked, so that the damage reaches what lies
/// behind them. CRC-32 as in the PNG specification, annex D.
/// </summary>
internal static class PngSums
{
    private static readonly uint[] Table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(n =>
            {
                var c = (uint)n;
                for (var k = 0; k < 8; k++)
                    c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
                return c;
            }),
    ];

    public static void Correct(byte[] png)
    {
        // Signature, then chunks: length, type, data, CRC of type and data.
        for (var at = 8; at + 12 <= png.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
                return;
            var summed = png.AsSpan(at + 4, 4 + (int)length);
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), Of(summed));
            at += 12 + (int)length;
        }
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var c = uint.MaxValue;
        foreach (var value in bytes)
            c = Table[(c ^ value) & 0xFF] ^ (c >> 8);
        return ~c;
    }
}
