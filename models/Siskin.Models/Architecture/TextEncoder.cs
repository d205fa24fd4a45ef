using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>The encoder: blocks and a final norm.</summary>
public sealed class TextEncoder : nn.Module
{
    /// <summary>Blocks, input side first.</summary>
    public ModuleList<EncoderBlock> layers { get; } = nn.ModuleList<EncoderBlock>();

    /// <summary>Final norm.</summary>
    public RmsNorm norm { get; }

    /// <param name="options">Sizes.</param>
    public TextEncoder(ModelOptions options)
        : base(nameof(TextEncoder))
    {
        for (var i = 0; i < options.EncoderLayers; i++)
            layers.Add(new EncoderBlock(options));
        norm = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>(B, S, D) -> (B, S, D); the mask is (B, 1, 1, S), added to the scores.</summary>
    public Tensor forward(Tensor input, RotaryEmbedding rotary, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in layers)
            input = layer.forward(input, rotary, mask);
        return norm.forward(input).MoveToOuterDisposeScope();
    }
}
