using System.Buffers.Binary;

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>The tables that a JPEG has defined so far.</summary>
internal sealed class JpegTables
{
    private readonly ushort[]?[] _quantization = new ushort[4][];
    private readonly HuffmanTable?[] _huffman = new HuffmanTable[8]; // means 0 to 3, others 4 to 7

    // Tables for all pictures have every code that there is, or many that one picture does not need.
    private const int EveryCode = 162,
        MaxUnused = 4;

    private readonly List<HuffmanTable> _replaced = []; // those that anything was taken with

    /// <summary>
    /// Whether the Huffman tables are made for this picture, and how well all fit what was read with them.
    /// </summary>
    public (bool Made, bool Shortest, bool Exact) Huffman()
    {
        HuffmanFit[] fits =
        [
            .. _replaced.Concat(_huffman.OfType<HuffmanTable>().Where(table => table.Used)).Select(table => table.Fit),
        ];
        int codes = fits.Sum(fit => fit.Codes),
            unused = fits.Sum(fit => fit.Unused);
        var made = codes > 0 && unused * MaxUnused <= codes && fits.All(fit => fit.Codes < EveryCode);
        return (made, fits.All(fit => fit.Shortest), fits.All(fit => fit.Exact));
    }

    /// <summary>Quantization steps in zigzag order; ones where there are none.</summary>
    public ReadOnlySpan<ushort> Quantization(int number) => _quantization[number];

    /// <summary>Whether a quantization table is there.</summary>
    public bool HasQuantization(int number) => _quantization[number] is not null;

    /// <summary>A Huffman table for means.</summary>
    public HuffmanTable? Means(int number) => _huffman[number];

    /// <summary>A Huffman table for the other coefficients.</summary>
    public HuffmanTable? Others(int number) => _huffman[4 + number];

    /// <summary>Reads a DQT segment; false is damage.</summary>
    public bool ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            (var wide, var number) = (segment[0] >> 4, segment[0] & 15);
            var size = wide == 0 ? 64 : 128;
            if (wide > 1 || number > 3 || segment.Length < 1 + size)
                return false;
            var steps = new ushort[64];
            for (var k = 0; k < 64; k++)
                steps[k] = wide == 0 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * k))..]);
            _quantization[number] = steps;
            segment = segment[(1 + size)..];
        }

        return true;
    }

    /// <summary>Reads a DHT segment; false is damage.</summary>
    public bool ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length < 17)
                return false;
            (var kind, var number) = (segment[0] >> 4, segment[0] & 15);
            var counts = segment.Slice(1, 16);
            var values = 0;
            foreach (var count in counts)
                values += count;
            if (kind > 1 || number > 3 || values > 256 || segment.Length < 17 + values)
                return false;
            if (HuffmanTable.Read(counts, segment.Slice(17, values)) is not { } table)
                return false;
            ref var place = ref _huffman[(4 * kind) + number];
            if (place is { Used: true } replaced)
                _replaced.Add(replaced);
            place = table;
            segment = segment[(17 + values)..];
        }

        return true;
    }
}
