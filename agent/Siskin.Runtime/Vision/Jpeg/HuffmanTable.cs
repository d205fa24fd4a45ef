namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// A Huffman table of a JPEG: a table for codes of up to nine bits, and the canonical order for longer ones.
/// </summary>
internal sealed class HuffmanTable
{
    private const int FastBits = 9;

    // Length in the upper byte, value in the lower; 0: longer.
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly int[] _end = new int[17]; // first code of a length that is not one, left-aligned to 16 bits
    private readonly int[] _offset = new int[17]; // from a code of a length to its value
    private readonly byte[] _values;
    private readonly byte[] _lengths = new byte[256]; // of the code of a value
    private readonly int[] _uses = new int[256]; // how often a value was taken

    private HuffmanTable(byte[] values) => _values = values;

    /// <summary>Reads a table.</summary>
    /// <param name="counts">How many codes of each length from 1 to 16.</param>
    /// <param name="values">The values in the order of their codes.</param>
    /// <returns>Null where these codes do not exist.</returns>
    public static HuffmanTable? Read(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        var table = new HuffmanTable(values.ToArray());
        int code = 0,
            index = 0;
        for (var length = 1; length <= 16; length++)
        {
            int count = counts[length - 1];
            if (code + count > 1 << length)
                return null;
            table._offset[length] = index - code;
            for (var i = 0; i < count; i++)
                table._lengths[values[index + i]] = (byte)length;
            for (var i = 0; i < count && length <= FastBits; i++)
            {
                var first = (code + i) << (FastBits - length);
                table._fast.AsSpan(first, 1 << (FastBits - length)).Fill((ushort)((length << 8) | values[index + i]));
            }

            index += count;
            code += count;
            table._end[length] = code << (16 - length);
            code <<= 1;
        }

        return table;
    }

    /// <summary>Whether anything was taken with it.</summary>
    public bool Used => _uses.AsSpan().ContainsAnyExcept(0);

    /// <summary>How the table fits what was taken with it.</summary>
    public HuffmanFit Fit => HuffmanFit.Of(_uses, _lengths);

    /// <summary>Takes one code; -1 where the bits are none.</summary>
    public int Take(ref EntropyReader reader)
    {
        var bits = reader.Peek();
        int fast = _fast[bits >> (16 - FastBits)];
        if (fast != 0)
        {
            reader.Skip(fast >> 8);
            _uses[fast & 0xFF]++;
            return fast & 0xFF;
        }

        for (var length = FastBits + 1; length <= 16; length++)
        {
            if (bits >= _end[length])
                continue;
            reader.Skip(length);
            var value = _values[(bits >> (16 - length)) + _offset[length]];
            _uses[value]++;
            return value;
        }

        return -1;
    }
}
