using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Siskin.Runtime.Inference.EncoderDecoder.Batching;

/// <summary>
/// Floats in memory that are 0 at first, and of which only what was written to takes any; parts of them are tensors.
/// </summary>
/// <param name="length">Floats.</param>
internal sealed unsafe class RowTensor(int length) : IDisposable
{
    private float* _data = (float*)NativeMemory.AllocZeroed((nuint)length, sizeof(float));

    /// <summary>All of them.</summary>
    public Span<float> All => new(_data, length);

    /// <summary>A tensor of some of them, which lives no longer than this.</summary>
    /// <param name="start">Index of the first float.</param>
    /// <param name="shape">Its dimensions.</param>
    public OrtValue View(int start, params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, length);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            TensorElementType.Float,
            shape,
            (nint)(_data + start),
            count * sizeof(float)
        );
    }

    public void Dispose()
    {
        NativeMemory.Free(_data);
        _data = null;
    }
}
