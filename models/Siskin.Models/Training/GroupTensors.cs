using Siskin.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>A group of samples as tensors on the device that trains.</summary>
/// <param name="Group">Where they come from.</param>
/// <param name="Pixels">(B, 3, H, W), or null; half precision on the way to a GPU, see <see cref="From"/>.</param>
/// <param name="InputIds">(B, T) int64</param>
/// <param name="InputMask">(B, T) boolean, true at real tokens; null when nothing is padded.</param>
/// <param name="DecoderIds">(B, U) int64</param>
/// <param name="Targets">(B * U) int64</param>
public sealed record GroupTensors(
    SampleGroup Group,
    Tensor? Pixels,
    Tensor InputIds,
    Tensor? InputMask,
    Tensor DecoderIds,
    Tensor Targets
) : IDisposable
{
    /// <summary>Where instruments are, <see cref="SampleGroup.Places"/>; null where nobody asks for it.</summary>
    public PlaceTensors? Places { get; private init; }

    /// <summary>
    /// Puts a group on a device. On a GPU pixels travel in half precision: sixteen times finer than the 256 levels they
    /// are made of, and frames are nearly all that is sent.
    /// </summary>
    public static GroupTensors From(SampleGroup group, Device? device = null)
    {
        using var scope = NewDisposeScope();
        long count = group.Count;
        var tensors = new GroupTensors(
            group,
            group.Pixels is null ? null : Frames(group.Pixels, [count, 3, group.Height, group.Width], device),
            tensor(group.InputIds, [count, group.InputLength], device: device),
            group.InputMask.Contains(false)
                ? tensor(group.InputMask, [count, group.InputLength], device: device)
                : null,
            tensor(group.DecoderIds, [count, group.OutputLength], device: device),
            tensor(group.Targets, device: device)
        )
        {
            Places = group.Places is { } places ? PlaceTensors.From(places, device) : null,
        };
        foreach (var kept in tensors.All)
            kept.DetachFromDisposeScope();
        return tensors;
    }

    private static Tensor Frames(float[] pixels, long[] shape, Device? device)
    {
        if (device is null || device.type == DeviceType.CPU)
            return tensor(pixels, shape);
        var halves = new Half[pixels.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(pixels, halves);
        return tensor(halves, shape, device: device).to(ScalarType.Float32);
    }

    private IEnumerable<Tensor> All =>
        new[]
        {
            Pixels,
            InputIds,
            InputMask,
            DecoderIds,
            Targets,
            Places?.Rows,
            Places?.Shares,
            Places?.Edges,
            Places?.Centres,
        }.OfType<Tensor>();

    /// <summary>Frees the device's memory.</summary>
    public void Dispose()
    {
        foreach (var tensor in All)
            tensor.Dispose();
    }
}

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
