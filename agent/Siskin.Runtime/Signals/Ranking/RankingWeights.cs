using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// The weights of features in 8 bits: weight <c>i</c> is that of all features whose last bits are <c>i</c>. A file is a
/// magic number, the number of bits, the weight of a step and a byte for each weight.
/// </summary>
public sealed unsafe class RankingWeights
{
    /// <summary>Bits of a feature that choose its weight, in what is shipped.</summary>
    public const int StandardBits = 21;

    private const uint Magic = 0x314B5253; // "SRK1"
    private const int HeaderBytes = 12;
    private const int MaxBits = 24;

    private readonly sbyte* _weights;
    private readonly int _count;
    private readonly float _step;
    private readonly object _owner; // of the memory, which lies still

    private RankingWeights(sbyte* weights, int count, float step, object owner)
    {
        _weights = weights;
        (_count, _step, _owner) = (count, step, owner);
    }

    private RankingWeights(sbyte[] pinned, float step)
        : this((sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), pinned.Length, step, pinned)
    { }

    /// <summary>What this library was shipped with.</summary>
    public static RankingWeights Shipped { get; } = ReadShipped();

    /// <summary>Rounds weights to 8 bits: the largest becomes 127 steps.</summary>
    /// <param name="weights">As many as a power of two.</param>
    public static RankingWeights Of(ReadOnlySpan<float> weights)
    {
        if (!System.Numerics.BitOperations.IsPow2(weights.Length))
            throw new ArgumentException($"{weights.Length} weights; allowed: a power of two", nameof(weights));
        var largest = 0f;
        foreach (var weight in weights)
            largest = Math.Max(largest, Math.Abs(weight));
        var step = largest > 0 ? largest / sbyte.MaxValue : 1;
        var rounded = GC.AllocateUninitializedArray<sbyte>(weights.Length, pinned: true);
        for (var i = 0; i < rounded.Length; i++)
            rounded[i] = (sbyte)MathF.Round(weights[i] / step);
        return new RankingWeights(rounded, step);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static RankingWeights Read(Stream stream)
    {
        var step = ReadHeader(stream, out var count);
        var weights = GC.AllocateUninitializedArray<sbyte>(count, pinned: true);
        stream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new RankingWeights(weights, step);
    }

    /// <summary>Writes them to a file.</summary>
    public void Write(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], int.TrailingZeroCount(_count));
        BinaryPrimitives.WriteSingleLittleEndian(header[8..], _step);
        stream.Write(header);
        stream.Write(new ReadOnlySpan<byte>(_weights, _count));
        GC.KeepAlive(_owner);
    }

    /// <summary>The probability of each candidate: the softmax of the sums of its features' weights.</summary>
    public double[] Probabilities(IReadOnlyList<RankedCandidate> candidates)
    {
        var scores = new double[candidates.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score(candidates[i].Features);
        return Softmax(scores);
    }

    /// <summary>The sum of the weights of some features.</summary>
    public double Score(ReadOnlySpan<uint> features)
    {
        var mask = (uint)_count - 1;
        var sum = 0;
        foreach (var feature in features)
            sum += _weights[feature & mask];
        GC.KeepAlive(_owner);
        return sum * (double)_step;
    }

    /// <summary>Turns scores into probabilities, in place.</summary>
    public static double[] Softmax(double[] scores)
    {
        var max = scores.Max();
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = Math.Exp(scores[i] - max);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
        return scores;
    }

    private static float ReadHeader(Stream stream, out int count)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        stream.ReadExactly(header);
        var bits = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || bits is < 1 or > MaxBits)
            throw new InvalidDataException($"no weights of a ranking: {bits} bits; allowed: 1 to {MaxBits}");
        count = 1 << bits;
        return BinaryPrimitives.ReadSingleLittleEndian(header[8..]);
    }

    // Where they lie in the mapped library: a copy would be a megabyte of memory, made by the first question.
    private static RankingWeights ReadShipped()
    {
        const string name = "Siskin.Runtime.Signals.Ranking.weights.bin";
        var stream = typeof(RankingWeights).Assembly.GetManifestResourceStream(name) as UnmanagedMemoryStream;
        if (stream is null)
            throw new InvalidOperationException("the weights of the ranking are not in this library");
        var step = ReadHeader(stream, out var count);
        return stream.Length == HeaderBytes + count
            ? new RankingWeights((sbyte*)stream.PositionPointer, count, step, stream)
            : throw new InvalidDataException($"the weights of the ranking have {stream.Length} bytes");
    }
}
