using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Root mean square norm over the last axis: x / sqrt(mean(x^2) + eps) * weight (Zhang and Sennrich, 2019).
/// </summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    // LibTorch's own, one kernel on a GPU where the formula takes six; TorchSharp 0.107 has no other way to it.
    private static readonly Lazy<jit.CompilationUnit> Fused = new(() =>
        jit.compile(
            "def rms_norm(input, weight, epsilon: float):\n    return torch.rms_norm(input, [input.size(-1)], "
                + "weight, epsilon)\n"
        )
    );

    private readonly Scalar _epsilon;
    private readonly double _epsilonValue;

    /// <summary>Scale per channel, (D).</summary>
    public TorchSharp.Modules.Parameter weight { get; }

    /// <param name="width">Size of the last axis.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public RmsNorm(int width, double epsilon)
        : base(nameof(RmsNorm))
    {
        _epsilon = epsilon.ToScalar();
        _epsilonValue = epsilon;
        weight = nn.Parameter(ones(width));
        register_parameter(nameof(weight), weight);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) // (..., D) -> (..., D)
    {
        if (input.device_type != DeviceType.CPU)
            return Fused.Value.invoke<Tensor>("rms_norm", input, weight, _epsilonValue);
        using var scope = NewDisposeScope();
        var scale = input.Squared().mean([-1], keepdim: true).add_(_epsilon).rsqrt();
        return (input * scale * weight).MoveToOuterDisposeScope();
    }
}
