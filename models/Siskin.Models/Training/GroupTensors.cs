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

    /// <summary>Points of scales, <see cref="SampleGroup.Keypoints"/>; null where none are known.</summary>
    public KeypointTensors? Keypoints { get; private init; }

    /// <summary>Right answers beside wrong ones, <see cref="SampleGroup.Choices"/>; null where nobody has them.</summary>
    public ChoiceTensors? Choices { get; private init; }

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
            Keypoints = group.Keypoints is { } keypoints ? KeypointTensors.From(keypoints, device) : null,
            Choices = group.Choices is { } choices ? ChoiceTensors.From(choices, device) : null,
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
            Keypoints?.Rows,
            Keypoints?.Shares,
            Keypoints?.Points,
            Keypoints?.Centres,
            Choices?.Rows,
            Choices?.DecoderIds,
            Choices?.Targets,
        }.OfType<Tensor>();

    /// <summary>Frees the device's memory.</summary>
    public void Dispose()
    {
        foreach (var tensor in All)
            tensor.Dispose();
    }
}
