using System.Buffers.Binary;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// The weights of features in 8 bits: weight <c>i</c> is that of all features whose last bits are <c>i</c>. A file is a
/// magic number, the number of bits, the weight of a step and a byte for each weight.
/// </summary>
public sealed class RankingWeights
{
    /// <summary>Bits of a feature that choose its weight, in what is shipped.</summary>
    public const int StandardBits = 20;

    private const uint Magic = 0x314B5253; // "SRK1"
    private const int HeaderBytes = 12;
    private const int MaxBits = 24;

    private readonly sbyte[] _weights;
    private readonly float _step;

    private RankingWeights(sbyte[] weights, float step) => (_weights, _step) = (weights, step);

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
        var rounded = new sbyte[weights.Length];
        for (var i = 0; i < rounded.Length; i++)
            rounded[i] = (sbyte)MathF.Round(weights[i] / step);
        return new RankingWeights(rounded, step);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static RankingWeights Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        stream.ReadExactly(header);
        var bits = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || bits is < 1 or > MaxBits)
            throw new InvalidDataException($"no weights of a ranking: {bits} bits; allowed: 1 to {MaxBits}");
        var weights = new byte[1 << bits];
        stream.ReadExactly(weights);
        return new RankingWeights(
            [.. weights.Select(one => (sbyte)one)],
            BinaryPrimitives.ReadSingleLittleEndian(header[8..])
        );
    }

    /// <summary>Writes them to a file.</summary>
    public void Write(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], int.TrailingZeroCount(_weights.Length));
        BinaryPrimitives.WriteSingleLittleEndian(header[8..], _step);
        stream.Write(header);
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<sbyte>(_weights));
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
        var mask = (uint)_weights.Length - 1;
        var sum = 0;
        foreach (var feature in features)
            sum += _weights[feature & mask];
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

    private static RankingWeights ReadShipped()
    {
        using var stream =
            typeof(RankingWeights).Assembly.GetManifestResourceStream("Siskin.Runtime.Signals.Ranking.weights.bin")
            ?? throw new InvalidOperationException("the weights of the ranking are not in this library");
        return Read(stream);
    }
}
