using Siskin.Models.Data;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary><see cref="ChoiceTargets"/> as tensors.</summary>
/// <param name="Rows">(N * K) int64</param>
/// <param name="DecoderIds">(N * K, U) int64</param>
/// <param name="Targets">(N * K * U) int64</param>
public sealed record ChoiceTensors(Tensor Rows, Tensor DecoderIds, Tensor Targets)
{
    /// <summary>Puts targets on a device; the tensors belong to the dispose scope that is open.</summary>
    public static ChoiceTensors From(ChoiceTargets choices, Device? device) =>
        new(
            tensor(choices.Rows, device: device),
            tensor(choices.DecoderIds, [choices.Rows.LongLength, choices.Length], device: device),
            tensor(choices.Targets, device: device)
        );
}
