using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Rotary position embedding in the rotate-half form (Su et al., 2021): the two halves of a head are the two
/// coordinates of head_dim / 2 rotations. Holds the tables; has no weights.
/// </summary>
public sealed class RotaryEmbedding : IDisposable
{
    private readonly Tensor _cos; // (positions, head_dim), both halves alike
    private readonly Tensor _sin; // (positions, head_dim), the first half negated

    /// <param name="headDim">Width of one head.</param>
    /// <param name="positions">Number of positions in the tables.</param>
    /// <param name="theta">Base of the frequencies.</param>
    public RotaryEmbedding(int headDim, int positions, double theta)
    {
        (var cos, var sin) = Tables(headDim, positions, theta);
        using var scope = NewDisposeScope();
        var (halfCos, halfSin) = (tensor(cos, [positions, headDim / 2]), tensor(sin, [positions, headDim / 2]));
        _cos = cat([halfCos, halfCos], dim: -1).DetachFromDisposeScope();
        _sin = cat([halfSin.neg(), halfSin], dim: -1).DetachFromDisposeScope();
    }

    /// <summary>cos and sin of position * theta^(-2i / head_dim), row-major (positions, head_dim / 2).</summary>
    public static (float[] Cos, float[] Sin) Tables(int headDim, int positions, double theta)
    {
        var half = headDim / 2;
        var cos = new float[positions * half];
        var sin = new float[positions * half];
        for (var position = 0; position < positions; position++)
        for (var i = 0; i < half; i++)
        {
            var angle = position * Math.Pow(theta, -2.0 * i / headDim);
            cos[position * half + i] = (float)Math.Cos(angle);
            sin[position * half + i] = (float)Math.Sin(angle);
        }
        return (cos, sin);
    }

    /// <summary>Rotates queries or keys whose third axis is the position.</summary>
    /// <param name="heads">(B, H, T, head_dim)</param>
    /// <param name="first">Position of the first one.</param>
    public Tensor Apply(Tensor heads, long first = 0) // (B, H, T, head_dim) -> same
    {
        var length = heads.shape[2];
        using var scope = NewDisposeScope();
        var cos = _cos.narrow(0, first, length);
        var sin = _sin.narrow(0, first, length);
        var halves = heads.chunk(2, dim: -1);
        var crossed = cat([halves[1], halves[0]], dim: -1);
        return (heads * cos).PlusProduct(crossed, sin).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cos.Dispose();
        _sin.Dispose();
    }
}
