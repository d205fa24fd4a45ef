using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// A vector for each of many words and pieces of words: what a question says and what names a row lie near to each
/// other where they mean the same. A text is the sum of its words, each as important as it was found to be (static
/// embeddings; Arora, Liang and Ma 2017, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings"). A file is a
/// magic number, the number of dimensions and of entries, the temperature, where each entry ends, the entries in the
/// order of their bytes, two scales for each (in questions and in names), and its vector in 8 bits.
/// </summary>
public sealed unsafe class WordVectors
{
    /// <summary>What a piece inside of a word begins with.</summary>
    public const string Inside = "##";

    private const uint Magic = 0x31565753; // "SWV1"
    private const int HeaderBytes = 16;
    private const int MaxDimensions = 1024;
    private const int MaxEntries = 1 << 20;
    private const int LongestWord = 40;

    private readonly byte* _ends;
    private readonly byte* _entries;
    private readonly byte* _scales;
    private readonly sbyte* _vectors;
    private readonly object _owner; // of the memory, which lies still

    private WordVectors(byte* file, long length, object owner)
    {
        var header = new ReadOnlySpan<byte>(file, (int)Math.Min(length, HeaderBytes));
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
            throw new InvalidDataException("no file of word vectors: it does not begin with SWV1");
        Dimensions = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        Count = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        Temperature = BinaryPrimitives.ReadSingleLittleEndian(header[12..]);
        if (Dimensions is < 1 or > MaxDimensions || Count is < 1 or > MaxEntries || !(Temperature > 0))
            throw new InvalidDataException(
                $"word vectors of {Dimensions} dimensions, {Count} entries, temperature {Temperature}; allowed: 1 to {MaxDimensions}, 1 to {MaxEntries}, above 0"
            );
        _owner = owner;
        _ends = file + HeaderBytes;
        _entries = _ends + 4L * Count;
        if (length < HeaderBytes + 4L * Count || !AreInOrder(length - HeaderBytes - 4L * Count, out var text))
            throw new InvalidDataException("word vectors whose entries are cut off or out of order");
        _scales = _entries + text;
        _vectors = (sbyte*)(_scales + 8L * Count);
        if (length != HeaderBytes + (12L + Dimensions) * Count + text)
            throw new InvalidDataException($"word vectors of {length} bytes that end elsewhere");
    }

    // Read when it is asked for: a library without them can still learn some.
    private static readonly Lazy<WordVectors> Known = new(ReadShipped);

    /// <summary>What this library was shipped with.</summary>
    public static WordVectors Shipped => Known.Value;

    /// <summary>Vectors that know no word: all rows are equally near.</summary>
    public static WordVectors None { get; } = Read(File([new Entry(Inside, 0, 0, [0])], temperature: 1));

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>Words and pieces of words.</summary>
    public int Count { get; }

    /// <summary>What a cosine is multiplied by to be the logarithm of a probability.</summary>
    public float Temperature { get; }

    /// <summary>An entry.</summary>
    /// <param name="Text">A word, or a piece that begins with <see cref="Inside"/>.</param>
    /// <param name="InQuestions">What it counts in a question.</param>
    /// <param name="InNames">What it counts in a name.</param>
    /// <param name="Vector">What it means.</param>
    public sealed record Entry(string Text, float InQuestions, float InNames, float[] Vector);

    /// <summary>Rounds vectors to 8 bits: the largest number of each becomes 127 steps.</summary>
    /// <param name="entries">One at least, of as many dimensions each; no text twice.</param>
    /// <param name="temperature">See <see cref="Temperature"/>.</param>
    public static byte[] File(IReadOnlyCollection<Entry> entries, float temperature)
    {
        var sorted = entries.Select(one => (Bytes: Encoding.UTF8.GetBytes(one.Text), Entry: one)).ToArray();
        Array.Sort(sorted, (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(sorted[0].Entry.Vector.Length);
        writer.Write(sorted.Length);
        writer.Write(temperature);
        var end = 0;
        foreach ((var bytes, _) in sorted)
            writer.Write(end += bytes.Length);
        foreach ((var bytes, _) in sorted)
            writer.Write(bytes);
        foreach ((_, var one) in sorted)
        {
            var step = Step(one);
            writer.Write(one.InQuestions * step);
            writer.Write(one.InNames * step);
        }

        foreach ((_, var one) in sorted)
        {
            var step = Step(one);
            foreach (var number in one.Vector)
                writer.Write((sbyte)MathF.Round(number / step));
        }

        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="File"/> made.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static WordVectors Read(ReadOnlySpan<byte> file)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(Math.Max(1, file.Length), pinned: true);
        file.CopyTo(pinned);
        return new WordVectors(
            (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)),
            file.Length,
            pinned
        );
    }

    /// <summary>The vector of some words of a question, of length 1; 0 where none of them is known.</summary>
    public float[] OfQuestion(IEnumerable<string> words) => Sum(words, 0);

    /// <summary>The vector of some words of a row's name, of length 1; 0 where none of them is known.</summary>
    public float[] OfName(IEnumerable<string> words) => Sum(words, 4);

    /// <summary>
    /// The entries that a word is made of: itself, or its pieces; none where it cannot be put together.
    /// </summary>
    public IReadOnlyList<int> Entries(string word)
    {
        if (word.Length is 0 or > LongestWord)
            return [];
        Span<byte> bytes = stackalloc byte[Inside.Length + 3 * LongestWord];
        var length = Encoding.UTF8.GetBytes(word, bytes[Inside.Length..]);
        var found = new List<int>(2);
        for (var at = Inside.Length; at < Inside.Length + length; )
        {
            // What follows begins with the two signs, which take the place of bytes that were read.
            var from = at > Inside.Length ? at - Inside.Length : at;
            if (at > Inside.Length)
                bytes[from..at].Fill((byte)Inside[0]);
            var end = Inside.Length + length;
            var entry = -1;
            for (; end > at && entry < 0; end--)
                entry = Find(bytes[from..end]);
            if (entry < 0)
                return [];
            found.Add(entry);
            at = end + 1;
        }

        return found;
    }

    private float[] Sum(IEnumerable<string> words, int side)
    {
        var sum = new float[Dimensions];
        foreach (var word in words)
        foreach (var entry in Entries(word))
        {
            var scale = Unsafe.ReadUnaligned<float>(_scales + 8L * entry + side);
            var vector = _vectors + (long)Dimensions * entry;
            for (var i = 0; i < sum.Length; i++)
                sum[i] += scale * vector[i];
        }

        GC.KeepAlive(_owner);
        var length = 0f;
        foreach (var number in sum)
            length += number * number;
        if (length > 0)
            for (var i = 0; i < sum.Length; i++)
                sum[i] /= MathF.Sqrt(length);
        return sum;
    }

    private int Find(ReadOnlySpan<byte> text)
    {
        int low = 0,
            high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = At(middle).SequenceCompareTo(text);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private int End(int entry) => entry < 0 ? 0 : Unsafe.ReadUnaligned<int>(_ends + 4L * entry);

    private ReadOnlySpan<byte> At(int entry) => new(_entries + End(entry - 1), End(entry) - End(entry - 1));

    private bool AreInOrder(long room, out int text)
    {
        text = End(Count - 1);
        for (var i = 0; i < Count; i++)
            if (End(i) <= End(i - 1) || End(i) > room)
                return false;
        for (var i = 1; i < Count; i++)
            if (At(i - 1).SequenceCompareTo(At(i)) >= 0)
                return false;
        return true;
    }

    private static float Step(Entry one) =>
        one.Vector.Max(MathF.Abs) is > 0 and var largest ? largest / sbyte.MaxValue : 1;

    // Where they lie in the mapped library: a copy would be a megabyte of memory, made by the first question.
    private static WordVectors ReadShipped()
    {
        const string name = "Siskin.Runtime.Signals.Ranking.vectors.bin";
        return typeof(WordVectors).Assembly.GetManifestResourceStream(name) is UnmanagedMemoryStream stream
            ? new WordVectors(stream.PositionPointer, stream.Length, stream)
            : throw new InvalidOperationException("the word vectors are not in this library");
    }
}
