using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;

/// <summary>A buffer that a graph reads or writes in place, and the tensor that it is bound as.</summary>
internal sealed class PinnedTensor<T> : IDisposable
    where T : unmanaged
{
    /// <param name="dims">Fixed dimensions.</param>
    public PinnedTensor(params long[] dims)
    {
        Values = GC.AllocateArray<T>((int)dims.Aggregate(1L, (product, dim) => checked(product * dim)), pinned: true);
        Tensor = OrtValue.CreateTensorValueFromMemory(Values, dims);
    }

    /// <summary>The elements, row-major.</summary>
    public T[] Values { get; }

    /// <summary>The tensor over <see cref="Values"/>.</summary>
    public OrtValue Tensor { get; }

    public void Dispose() => Tensor.Dispose();
}
