using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Matrix products and convolutions in bfloat16 while weights, sums and everything else stay fp32 (Micikevicius et al.,
/// "Mixed Precision Training", 2018; Kalamkar et al., 2019, for bfloat16). TorchSharp has no autocast of its own.
/// </summary>
internal static class MixedPrecision
{
    [ThreadStatic]
    private static bool _enabled;

    /// <summary>Switches bfloat16 on for this thread, or leaves fp32, until disposed.</summary>
    public static Scope Begin(bool enabled)
    {
        var scope = new Scope(_enabled);
        _enabled = enabled;
        return scope;
    }

    /// <summary>input (..., In) times weight (Out, In) transposed, plus bias (Out) or nothing.</summary>
    public static Tensor Product(Tensor input, Tensor weight, Tensor? bias = null) =>
        _enabled
            ? nn
                .functional.linear(Narrow(input), Narrow(weight), bias is null ? null : Narrow(bias))
                .to(ScalarType.Float32)
            : nn.functional.linear(input, weight, bias);

    /// <summary>A linear layer's output.</summary>
    public static Tensor Apply(this Linear layer, Tensor input) => Product(input, layer.weight!, layer.bias);

    /// <summary>A convolution's output.</summary>
    public static Tensor Apply(this Conv2d layer, Tensor input) =>
        _enabled
            ? nn
                .functional.conv2d(
                    Narrow(input),
                    Narrow(layer.weight),
                    Narrow(layer.bias!),
                    layer.stride,
                    layer.padding
                )
                .to(ScalarType.Float32)
            : layer.forward(input);

    private static Tensor Narrow(Tensor value) => value.to(ScalarType.BFloat16);

    /// <summary>Puts back what was before.</summary>
    public readonly struct Scope(bool before) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => _enabled = before;
    }
}
