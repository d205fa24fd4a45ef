using Siskin.Models.Data;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary><see cref="PlaceTargets"/> as tensors.</summary>
/// <param name="Rows">(N) int64</param>
/// <param name="Shares">(N, P + 1)</param>
/// <param name="Edges">(N, 1, 4)</param>
/// <param name="Centres">(P, 4)</param>
public sealed record PlaceTensors(Tensor Rows, Tensor Shares, Tensor Edges, Tensor Centres)
{
    /// <summary>Puts targets on a device; the tensors belong to the dispose scope that is open.</summary>
    public static PlaceTensors From(PlaceTargets places, Device? device)
    {
        var count = places.Rows.LongLength;
        return new PlaceTensors(
            tensor(places.Rows, device: device),
            tensor(places.Shares, [count, places.Shares.LongLength / count], device: device),
            tensor(places.Edges, [count, 1, 4], device: device),
            tensor(places.Centres, [places.Centres.LongLength / 4, 4], device: device)
        );
    }
}
