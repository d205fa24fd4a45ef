using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>The decoder: blocks and a final norm.</summary>
public sealed class TextDecoder : nn.Module
{
    /// <summary>Blocks, input side first.</summary>
    public ModuleList<DecoderBlock> layers { get; } = nn.ModuleList<DecoderBlock>();

    /// <summary>Final norm.</summary>
    public RmsNorm norm { get; }

    /// <param name="options">Sizes.</param>
    public TextDecoder(ModelOptions options)
        : base(nameof(TextDecoder))
    {
        for (var i = 0; i < options.DecoderLayers; i++)
            layers.Add(new DecoderBlock(options));
        norm = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>(B, T, D) attending to (B, S, D) -> (B, T, D).</summary>
    public Tensor forward(Tensor input, Tensor encoded, RotaryEmbedding rotary, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in layers)
            input = layer.forward(input, encoded, rotary, mask);
        return norm.forward(input).MoveToOuterDisposeScope();
    }
}
