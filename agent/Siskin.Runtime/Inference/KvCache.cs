using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Keys and values of self-attention, one buffer a tensor, which is past and present at the same time. Nothing is read
/// behind the length that a graph is told, so an answer needs no clean buffers; and what no token has reached yet takes
/// no memory, because nothing has written to it.
/// </summary>
internal sealed class KvCache : IDisposable
{
    private readonly List<OrtValue> _buffers;

    /// <param name="model">Layers, heads and sizes.</param>
    /// <param name="capacity">Tokens that it holds.</param>
    public KvCache(ModelShape model, int capacity)
        : this(
            model,
            capacity,
            Enumerable
                .Range(0, 2 * model.DecoderLayers)
                .Select(_ =>
                    OrtValue.CreateAllocatedTensorValue(
                        OrtAllocator.DefaultInstance,
                        TensorElementType.Float,
                        [1, model.KvHeads, capacity, model.HeadDim]
                    )
                )
        ) { }

    /// <param name="model">Layers, heads and sizes.</param>
    /// <param name="capacity">Tokens that it holds.</param>
    /// <param name="buffers">Key and value of layer 0, of layer 1, and so on; become this one's.</param>
    public KvCache(ModelShape model, int capacity, IEnumerable<OrtValue> buffers)
    {
        Capacity = capacity;
        Past = Names(model, TensorNames.PastKey, TensorNames.PastValue);
        Present = Names(model, TensorNames.PresentKey, TensorNames.PresentValue);
        _buffers = [.. buffers];
    }

    /// <summary>Tokens that it holds.</summary>
    public int Capacity { get; }

    /// <summary>Input names: key and value of layer 0, of layer 1, and so on.</summary>
    public string[] Past { get; }

    /// <summary>Output names in the same order.</summary>
    public string[] Present { get; }

    /// <summary>Binds the buffers as past and present.</summary>
    public void BindTo(OrtIoBinding binding)
    {
        for (var i = 0; i < _buffers.Count; i++)
        {
            binding.BindInput(Past[i], _buffers[i]);
            binding.BindOutput(Present[i], _buffers[i]);
        }
    }

    /// <summary>One buffer, (1, KV heads, capacity, head size), in the order of <see cref="Past"/>.</summary>
    public ReadOnlySpan<float> this[int index] => _buffers[index].GetTensorDataAsSpan<float>();

    /// <summary>Makes every value 0.</summary>
    public void Clear() => _buffers.ForEach(buffer => buffer.GetTensorMutableDataAsSpan<float>().Clear());

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());

    /// <summary>Names of such tensors: key and value of layer 0, of layer 1, and so on.</summary>
    public static string[] Names(ModelShape model, string key, string value) =>
        [
            .. Enumerable
                .Range(0, model.DecoderLayers)
                .SelectMany(layer => new[] { GraphFile.Of(key, layer), GraphFile.Of(value, layer) }),
        ];
}
