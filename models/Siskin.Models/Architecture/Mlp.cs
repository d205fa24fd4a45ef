using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Two linear layers with a tanh-GELU between, (.., In) -> (.., Inner) -> (.., Out). Also the vision projector.
/// </summary>
public class Mlp : nn.Module<Tensor, Tensor>
{
    /// <summary>First layer.</summary>
    public Linear fc1 { get; }

    /// <summary>Second layer.</summary>
    public Linear fc2 { get; }

    /// <param name="width">Input width.</param>
    /// <param name="inner">Width between the layers.</param>
    /// <param name="outputs">Output width; that of the input when left out.</param>
    public Mlp(int width, int inner, int? outputs = null)
        : base(nameof(Mlp))
    {
        fc1 = nn.Linear(width, inner);
        fc2 = nn.Linear(inner, outputs ?? width);
        register_module(nameof(fc1), fc1);
        register_module(nameof(fc2), fc2);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = TanhGelu.Apply(fc1.Apply(input));
        return fc2.Apply(inner).MoveToOuterDisposeScope();
    }
}
