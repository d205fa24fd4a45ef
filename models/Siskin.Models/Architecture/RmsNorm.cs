using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>Root mean square norm over the last axis: x / sqrt(mean(x^2) + eps) * weight (Zhang and Sennrich, 2019).</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly Scalar _epsilon;

    /// <summary>Scale per channel, (D).</summary>
    public TorchSharp.Modules.Parameter weight { get; }

    /// <param name="width">Size of the last axis.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public RmsNorm(int width, double epsilon) : base(nameof(RmsNorm))
    {
        _epsilon = epsilon.ToScalar();
        weight = nn.Parameter(ones(width));
        register_parameter(nameof(weight), weight);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) // (..., D) -> (..., D)
    {
        using var scope = NewDisposeScope();
        var scale = input.square().mean([-1], keepdim: true).add_(_epsilon).rsqrt();
        return (input * scale * weight).MoveToOuterDisposeScope();
    }
}
