using System.Buffers.Binary;
using System.Text;

namespace Siskin.Benchmarks;

/// <summary>
/// Writes a model file of version 3 of the GGUF format: what is stated about the model, the list of its tensors, and
/// their values, each at a multiple of 32 bytes.
/// </summary>
internal sealed class GgufWriter : IDisposable
{
    private const int Alignment = 32;

    private readonly MemoryStream _stated = new();
    private readonly List<(string Name, long[] Sizes, Kind Kind)> _tensors = [];
    private int _statements;

    /// <inheritdoc/>
    public void Dispose() => _stated.Dispose();

    /// <summary>How values are stored.</summary>
    private enum Kind
    {
        Float = 0,

        /// <summary>32 weights: their scale as half a float, then four bits of each.</summary>
        FourBits = 2,
    }

    /// <summary>States a whole number.</summary>
    public void State(string key, uint value)
    {
        Begin(key, 4);
        Number(_stated, value, 4);
    }

    /// <summary>States a number.</summary>
    public void State(string key, float value)
    {
        Begin(key, 6);
        Number(_stated, BitConverter.SingleToUInt32Bits(value), 4);
    }

    /// <summary>States a text.</summary>
    public void State(string key, string value)
    {
        Begin(key, 8);
        Text(_stated, value);
    }

    /// <summary>Adds ones.</summary>
    public void AddOnes(string name, int count) => _tensors.Add((name, [count], Kind.Float));

    /// <summary>Adds a matrix of random weights in four bits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Values that a row has: what it is multiplied by; a multiple of 32.</param>
    /// <param name="rows">Values of the product.</param>
    public void AddMatrix(string name, int columns, int rows) => _tensors.Add((name, [columns, rows], Kind.FourBits));

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="random">Draws the weights.</param>
    public void Write(string path, Random random)
    {
        using var file = File.Create(path);
        file.Write("GGUF"u8);
        Number(file, 3, 4);
        Number(file, (ulong)_tensors.Count, 8);
        Number(file, (ulong)_statements, 8);
        file.Write(_stated.GetBuffer().AsSpan(0, (int)_stated.Length));
        var offset = 0L;
        foreach (var (name, sizes, kind) in _tensors)
        {
            Text(file, name);
            Number(file, (ulong)sizes.Length, 4);
            foreach (var size in sizes)
                Number(file, (ulong)size, 8);
            Number(file, (ulong)kind, 4);
            Number(file, (ulong)offset, 8);
            offset += Aligned(Bytes(sizes, kind));
        }
        Fill(file, Aligned(file.Position) - file.Position);
        foreach (var (_, sizes, kind) in _tensors)
        {
            var values = kind == Kind.Float ? Ones(sizes[0]) : Weights(sizes[0], sizes[1], random);
            file.Write(values);
            Fill(file, Aligned(values.Length) - values.Length);
        }
    }

    private void Begin(string key, uint type)
    {
        _statements++;
        Text(_stated, key);
        Number(_stated, type, 4);
    }

    private static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private static long Bytes(long[] sizes, Kind kind) =>
        kind == Kind.Float ? sizes[0] * sizeof(float) : sizes[0] / 32 * 18 * sizes[1];

    private static byte[] Ones(long count)
    {
        var bytes = new byte[count * sizeof(float)];
        for (var i = 0; i < bytes.Length; i += sizeof(float))
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i), 1);
        return bytes;
    }

    // Of a variance that keeps what is multiplied as large as it was: 4 bits spread evenly have a deviation of 4.6.
    private static byte[] Weights(long columns, long rows, Random random)
    {
        var bytes = new byte[columns / 32 * 18 * rows];
        random.NextBytes(bytes);
        var scale = (Half)(1 / (4.6 * Math.Sqrt(columns)));
        for (var i = 0; i < bytes.Length; i += 18)
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(i), scale);
        return bytes;
    }

    private static void Fill(Stream stream, long bytes) => stream.Write(new byte[bytes]);

    private static void Text(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(stream, (ulong)bytes.Length, 8);
        stream.Write(bytes);
    }

    private static void Number(Stream stream, ulong value, int bytes)
    {
        Span<byte> written = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(written, value);
        stream.Write(written[..bytes]);
    }
}
