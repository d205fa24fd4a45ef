using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Commands;

/// <summary>
/// What a maker publishes of a device: the most it computes and the most it reads. Real networks reach a part of both,
/// so what follows from them is a bound, and the ratio of two of them what to look at.
/// </summary>
/// <param name="Name">The device.</param>
/// <param name="OperationsPerS">8-bit operations, dense; a multiplication and its addition are two.</param>
/// <param name="BytesPerS">Of its memory.</param>
internal sealed record DeviceLimits(string Name, double OperationsPerS, double BytesPerS)
{
    /// <summary>An NPU and a GPU of the edge.</summary>
    public static IReadOnlyList<DeviceLimits> Published { get; } =
    [
        new("NPU of a Snapdragon X Elite (45 TOPS, 135 GB/s)", 45e12, 135e9),
        new("GPU of a Jetson Orin Nano 8GB (20 TOPS dense, 68 GB/s)", 20e12, 68e9),
    ];

    /// <summary>
    /// A part takes as long as computing or reading it, whichever is longer: the first token's operations against all
    /// weights once, a step's operations against the weights and the cache that it reads.
    /// </summary>
    public VersusArithmetic Bound(ModelCost cost, VersusCounts counts, double bytesPerWeight, int input, int middle)
    {
        var first = Seconds(counts.FirstTokenFlops, cost.Weights * bytesPerWeight);
        var step = Seconds(cost.StepFlops(input, middle), counts.TokenWeightBytes + counts.TokenCacheBytes);
        return new VersusArithmetic(Name, Math.Round(1e3 * first, 3), Math.Round(1 / step, 1));
    }

    private double Seconds(double operations, double bytes) => Math.Max(operations / OperationsPerS, bytes / BytesPerS);
}
