using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>The stack of a decoder-only network: the encoder's blocks, made causal, and a final norm.</summary>
public sealed class CausalDecoder : nn.Module
{
    /// <summary>Blocks, input side first.</summary>
    public ModuleList<EncoderBlock> layers { get; } = nn.ModuleList<EncoderBlock>();

    /// <summary>Final norm.</summary>
    public RmsNorm norm { get; }

    /// <param name="options">Sizes; layers and MLP are those of <see cref="CausalSizes"/>.</param>
    public CausalDecoder(ModelOptions options)
        : base(nameof(CausalDecoder))
    {
        var sizes = CausalSizes.Of(options);
        var block = options with { MlpDim = sizes.MlpDim };
        for (var i = 0; i < sizes.Layers; i++)
            layers.Add(new EncoderBlock(block));
        norm = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>(B, S, D) -> (B, S, D).</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="rotary">Rotation by position.</param>
    /// <param name="mask">(B, 1, S, S), added to the scores, causal in itself; null when nothing is padded.</param>
    public Tensor forward(Tensor input, RotaryEmbedding rotary, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in layers)
            input = layer.forward(input, rotary, mask, causal: mask is null);
        return norm.forward(input).MoveToOuterDisposeScope();
    }
}
