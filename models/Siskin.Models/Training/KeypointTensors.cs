using Siskin.Models.Data;
using Siskin.Runtime.Inference.Instruments;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary><see cref="KeypointTargets"/> as tensors, K being <see cref="ScaleKeypoints.Count"/>.</summary>
/// <param name="Rows">(N) int64</param>
/// <param name="Shares">(N, P + 1, K)</param>
/// <param name="Points">(N, 1, K, 2)</param>
/// <param name="Centres">(P, 1, 2)</param>
public sealed record KeypointTensors(Tensor Rows, Tensor Shares, Tensor Points, Tensor Centres)
{
    /// <summary>Puts targets on a device; the tensors belong to the dispose scope that is open.</summary>
    public static KeypointTensors From(KeypointTargets targets, Device? device)
    {
        const int count = ScaleKeypoints.Count;
        var rows = targets.Rows.LongLength;
        return new KeypointTensors(
            tensor(targets.Rows, device: device),
            tensor(targets.Shares, [rows, targets.Shares.LongLength / rows / count, count], device: device),
            tensor(targets.Points, [rows, 1, count, 2], device: device),
            tensor(targets.Centres, [targets.Centres.LongLength / 2, 1, 2], device: device)
        );
    }
}
