using System.Buffers;

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// The mean of every block of a component and the means along its upper and lower edge, in levels around 0.
/// </summary>
/// <param name="blocks">How many blocks there are.</param>
internal sealed class BlockEdges(int blocks)
{
    // cos(v pi / 16) sqrt(2) / 8: what the coefficient (0, v) adds to the mean of the uppermost row; zigzag order,
    // others 0.
    private static readonly float[] _weights = Weights();

    private Edge[]? _edges = ArrayPool<Edge>.Shared.Rent(blocks);

    /// <summary>One block.</summary>
    public ref Edge this[int block] => ref _edges![block];

    /// <summary>Starts a block with its DC coefficient in levels x 8.</summary>
    public void Set(int block, int mean) => _edges![block] = new Edge(mean / 8f, mean / 8f, mean / 8f);

    /// <summary>
    /// Adds another coefficient, zigzag order, in levels x 8; the lower edge has odd ones with the other sign.
    /// </summary>
    public void Add(int block, int place, int coefficient)
    {
        var weight = _weights[place];
        if (weight == 0)
            return;
        ref var edge = ref _edges![block];
        var top = coefficient * weight;
        edge = edge with { Top = edge.Top + top, Bottom = edge.Bottom + (place is 2 or 9 or 20 or 35 ? -top : top) };
    }

    /// <summary>Blocks that no scan has are grey.</summary>
    public BlockEdges Clear()
    {
        _edges.AsSpan(0, blocks).Clear();
        return this;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (_edges is not null)
            ArrayPool<Edge>.Shared.Return(_edges);
        _edges = null;
    }

    private static float[] Weights()
    {
        var weights = new float[64];
        foreach ((var place, var order) in new[] { (2, 1), (3, 2), (9, 3), (10, 4), (20, 5), (21, 6), (35, 7) })
            weights[place] = (float)(Math.Cos(order * Math.PI / 16) * Math.Sqrt(2) / 8);
        return weights;
    }

    /// <param name="Mean">Of all pixels.</param>
    /// <param name="Top">Of the uppermost row.</param>
    /// <param name="Bottom">Of the lowest row.</param>
    internal readonly record struct Edge(float Mean, float Top, float Bottom);
}
