using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>Blocks of self-attention and a final norm: an encoder, and causal a decoder-only network.</summary>
public sealed class TransformerBlocks : nn.Module
{
    /// <summary>Blocks, input side first.</summary>
    public ModuleList<EncoderBlock> layers { get; } = nn.ModuleList<EncoderBlock>();

    /// <summary>Final norm.</summary>
    public RmsNorm norm { get; }

    /// <param name="options">Sizes.</param>
    /// <param name="count">Number of blocks.</param>
    public TransformerBlocks(ModelOptions options, int count)
        : base(nameof(TransformerBlocks))
    {
        for (var i = 0; i < count; i++)
            layers.Add(new EncoderBlock(options));
        norm = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>(B, S, D) -> (B, S, D).</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="rotary">Rotation by position.</param>
    /// <param name="mask">(B, 1, 1, S) or (B, 1, S, S), added to the scores; null when nothing is padded.</param>
    /// <param name="causal">Whether tokens see only what is before them; a mask says so itself.</param>
    /// <param name="last">
    /// Only so many of the last positions are wanted; null for all. Behind the last attention only they go on.
    /// </param>
    public Tensor forward(Tensor input, RotaryEmbedding rotary, Tensor? mask, bool causal = false, long? last = null)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < layers.Count; i++)
            input = layers[i].forward(input, rotary, mask, causal, i == layers.Count - 1 ? last : null);
        return norm.forward(input).MoveToOuterDisposeScope();
    }
}
