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

    /// <summary>What is kept of the encoder's output (B, S, D) and of an answer that has no token yet.</summary>
    internal DecoderCache Begin(Tensor encoded) =>
        new([.. layers.Select(layer => (new KeyValueCache(), layer.cross_attn.Remember(encoded)))]);

    /// <summary>The next token of an answer, (B, 1, D) -> (B, 1, D).</summary>
    internal Tensor Step(Tensor input, RotaryEmbedding rotary, DecoderCache cache, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        foreach (var (layer, (past, encoded)) in layers.Zip(cache.Layers))
            input = layer.Step(input, rotary, past, encoded, mask);
        return norm.forward(input).MoveToOuterDisposeScope();
    }
}

/// <summary>Keys and values of every layer: of the answer so far, and of the encoder's output.</summary>
internal sealed class DecoderCache(IReadOnlyList<(KeyValueCache Past, KeyValueCache Encoded)> layers) : IDisposable
{
    /// <summary>Input side first.</summary>
    public IReadOnlyList<(KeyValueCache Past, KeyValueCache Encoded)> Layers => layers;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (past, encoded) in layers)
        {
            past.Dispose();
            encoded.Dispose();
        }
    }
}
