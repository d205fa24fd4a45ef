namespace Siskin.Runtime.Tests.Vision.Jpeg;

/// <summary>
/// A Huffman code for the symbols that occur (ITU-T T.81, K.2), none of more than 16 bits and none all ones.
/// </summary>
internal sealed class TestHuffman
{
    private readonly Dictionary<int, (int Code, int Length)> _codes = [];

    public TestHuffman(IEnumerable<int> symbols)
    {
        // Flattened until no code is too long; the extra symbol takes the code of ones.
        var counts = symbols.GroupBy(s => s).ToDictionary(g => g.Key, g => (long)g.Count());
        var lengths = Lengths(counts);
        while (lengths.Max(l => l.Length) > 16)
        {
            counts = counts.ToDictionary(c => c.Key, c => (c.Value / 2) + 1);
            lengths = Lengths(counts);
        }

        var definition = new byte[16];
        (var code, var before) = (0, 0);
        foreach ((var symbol, var length) in lengths.Where(l => l.Symbol != 256))
        {
            code <<= length - before;
            before = length;
            _codes[symbol] = (code++, length);
            definition[length - 1]++;
        }

        Definition = [.. definition, .. _codes.Keys.Select(symbol => (byte)symbol)];
    }

    /// <summary>Counts of each length, then the symbols.</summary>
    public byte[] Definition { get; }

    public (int Code, int Length) CodeOf(int symbol) => _codes[symbol];

    private static (int Symbol, int Length)[] Lengths(Dictionary<int, long> counts)
    {
        var heap = new PriorityQueue<int[], long>();
        var lengths = counts.Keys.Append(256).ToDictionary(symbol => symbol, _ => 0);
        heap.Enqueue([256], 0);
        foreach ((var symbol, var count) in counts)
            heap.Enqueue([symbol], count);
        while (heap.Count > 1)
        {
            heap.TryDequeue(out var one, out var first);
            heap.TryDequeue(out var other, out var second);
            int[] both = [.. one!, .. other!];
            foreach (var symbol in both)
                lengths[symbol]++;
            heap.Enqueue(both, first + second);
        }

        // The extra symbol is never used, and is among the longest: put last, it has the code of ones.
        return [.. lengths.Select(l => (l.Key, Math.Max(1, l.Value))).OrderBy(l => l.Item2).ThenBy(l => l.Key)];
    }
}
