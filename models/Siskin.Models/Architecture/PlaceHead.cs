using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Says at every patch of a frame whether it belongs to the instrument that the text asks for, and where, seen from
/// there, that instrument ends (after FCOS, Tian et al., 2019): a box costs no decoder step, and every patch learns
/// from every sample. Two linear layers with a tanh-GELU between.
/// </summary>
public sealed class PlaceHead : nn.Module<Tensor, Tensor>
{
    /// <summary>Numbers of a patch: score, then left, top, right and bottom edge less the patch's centre.</summary>
    public const int Numbers = 5;

    /// <summary>First layer.</summary>
    public Linear fc1 { get; }

    /// <summary>Second layer.</summary>
    public Linear fc2 { get; }

    /// <param name="width">Width of the encoder's output.</param>
    public PlaceHead(int width)
        : base(nameof(PlaceHead))
    {
        fc1 = nn.Linear(width, width);
        fc2 = nn.Linear(width, Numbers);
        register_module(nameof(fc1), fc1);
        register_module(nameof(fc2), fc2);
    }

    /// <param name="patches">(B, P, D), the encoder's output at the patches</param>
    /// <returns>(B, P, 5), the edges in fractions of the grid's width and height</returns>
    public override Tensor forward(Tensor patches)
    {
        using var scope = NewDisposeScope();
        return fc2.Apply(TanhGelu.Apply(fc1.Apply(patches))).MoveToOuterDisposeScope();
    }
}
