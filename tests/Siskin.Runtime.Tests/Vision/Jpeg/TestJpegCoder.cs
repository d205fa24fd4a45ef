using System.Numerics;

namespace Siskin.Runtime.Tests.Vision.Jpeg;

/// <summary>
/// Codes the blocks of one scan (ITU-T T.81, F.1.2 and G.1.2): symbols first, Huffman codes when all are known.
/// </summary>
internal sealed class TestJpegCoder(int planes, int first, int last, int high, int low, bool progressive)
{
    private const int Means = 0,
        Others = 1,
        Bare = -1,
        Marker = -2;

    private readonly List<(int Table, int Symbol, int Bits, int Count)> _items = [];
    private readonly int[] _previous = new int[planes];
    private readonly List<int> _waiting = []; // bits that refine coefficients in blocks of the run
    private int _run; // blocks that have no new coefficient

    private TestHuffman[] Codes() =>
        [
            .. new[] { Means, Others }.Select(table => new TestHuffman(
                _items.Where(i => i.Table == table).Select(i => i.Symbol)
            )),
        ];

    /// <summary>The DHT segments' contents.</summary>
    public IEnumerable<byte[]> Tables() =>
        Codes().Select((code, table) => (byte[])[(byte)(table << 4), .. code.Definition]);

    public void Restart(int number)
    {
        EndRun();
        Array.Clear(_previous);
        _items.Add((Marker, number, 0, 0));
    }

    public void End() => EndRun();

    /// <summary>Adds one block of the plane with this index in the scan.</summary>
    public void Add(int plane, int[] block)
    {
        if (first == 0 && high > 0)
        {
            _items.Add((Bare, 0, (block[0] >> low) & 1, 1));
            return;
        }

        if (first == 0)
        {
            var mean = block[0] >> low;
            Value(Means, 0, mean - _previous[plane]);
            _previous[plane] = mean;
        }

        if (last == 0)
            return;
        if (high > 0)
            Refine(block);
        else
            AddBand(block);
    }

    private void AddBand(int[] block)
    {
        var zeros = 0;
        for (var k = Math.Max(1, first); k <= last; k++)
        {
            var value = block[k] < 0 ? -(-block[k] >> low) : block[k] >> low;
            if (value == 0)
            {
                zeros++;
                continue;
            }

            EndRun();
            for (; zeros > 15; zeros -= 16)
                _items.Add((Others, 0xF0, 0, 0));
            Value(Others, zeros, value);
            zeros = 0;
        }

        if (zeros == 0)
            return;
        _run++;
        if (!progressive || _run == 0x7FFF)
            EndRun();
    }

    private void Refine(int[] block)
    {
        int[] sizes = [.. block.Select(value => Math.Abs(value) >> low)];
        var lastNew = Array.FindLastIndex(sizes, last, last - first + 1, size => size == 1);
        var pending = new List<int>();
        var zeros = 0;
        for (var k = first; k <= last; k++)
        {
            if (sizes[k] == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15 && k <= lastNew; zeros -= 16)
            {
                EndRun();
                _items.Add((Others, 0xF0, 0, 0));
                Spill(pending);
            }

            if (sizes[k] > 1)
            {
                pending.Add(sizes[k] & 1);
                continue;
            }

            EndRun();
            _items.Add((Others, (zeros << 4) | 1, block[k] < 0 ? 0 : 1, 1));
            Spill(pending);
            zeros = 0;
        }

        if (zeros == 0 && pending.Count == 0)
            return;
        _run++;
        _waiting.AddRange(pending);
    }

    private void EndRun()
    {
        if (_run == 0)
            return;
        var bits = BitOperations.Log2((uint)_run);
        _items.Add((Others, bits << 4, _run - (1 << bits), bits));
        _run = 0;
        Spill(_waiting);
    }

    private void Spill(List<int> bits)
    {
        foreach (var bit in bits)
            _items.Add((Bare, 0, bit, 1));
        bits.Clear();
    }

    private void Value(int table, int zeros, int value)
    {
        var bits = value == 0 ? 0 : BitOperations.Log2((uint)Math.Abs(value)) + 1;
        _items.Add((table, (zeros << 4) | bits, value < 0 ? value + (1 << bits) - 1 : value, bits));
    }

    /// <summary>The entropy-coded bytes.</summary>
    public List<byte> Bytes()
    {
        var codes = Codes();
        var bytes = new List<byte>();
        (var current, var filled) = (0, 0);
        foreach ((var table, var symbol, var bits, var count) in _items)
        {
            if (table == Marker)
            {
                Fill();
                bytes.AddRange([0xFF, (byte)(0xD0 + symbol)]);
                continue;
            }

            if (table >= 0)
                Put(codes[table].CodeOf(symbol).Code, codes[table].CodeOf(symbol).Length);
            Put(bits, count);
        }

        Fill();
        return bytes;

        void Put(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                current = (current << 1) | ((value >> i) & 1);
                if (++filled < 8)
                    continue;
                bytes.Add((byte)current);
                if ((byte)current == 0xFF)
                    bytes.Add(0);
                (current, filled) = (0, 0);
            }
        }

        void Fill()
        {
            while (filled > 0)
                Put(1, 1);
        }
    }
}
