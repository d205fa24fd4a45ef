using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Pre-norm block with self-attention; serves the text encoder (rotary), the vision encoder (no rotary), and, causal,
/// the decoder-only network.
/// </summary>
public sealed class EncoderBlock : nn.Module
{
    private readonly RmsNorm? _postAttention;
    private readonly RmsNorm? _postMlp;

    /// <summary>Norm before self-attention.</summary>
    public RmsNorm ln1 { get; }

    /// <summary>Norm before the MLP.</summary>
    public RmsNorm ln2 { get; }

    /// <summary>Self-attention.</summary>
    public Attention self_attn { get; }

    /// <summary>Feed-forward layer.</summary>
    public Mlp mlp { get; }

    /// <param name="options">Sizes; <see cref="ModelOptions.DualNorm"/> adds <c>post_ln1</c> and
    /// <c>post_ln2</c>.</param>
    public EncoderBlock(ModelOptions options)
        : base(nameof(EncoderBlock))
    {
        ln1 = new RmsNorm(options.DModel, options.NormEpsilon);
        ln2 = new RmsNorm(options.DModel, options.NormEpsilon);
        self_attn = new Attention(options);
        mlp = new Mlp(options.DModel, options.MlpDim);
        register_module(nameof(ln1), ln1);
        register_module(nameof(self_attn), self_attn);
        register_module(nameof(ln2), ln2);
        register_module(nameof(mlp), mlp);
        if (!options.DualNorm)
            return;
        _postAttention = new RmsNorm(options.DModel, options.NormEpsilon);
        _postMlp = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module("post_ln1", _postAttention);
        register_module("post_ln2", _postMlp);
    }

    /// <param name="input">(B, S, D)</param>
    /// <param name="rotary">Rotation by position, or null.</param>
    /// <param name="mask">(B, 1, 1, S), added to the scores; null when nothing is padded.</param>
    /// <param name="causal">Position t sees positions up to t; excludes <paramref name="mask"/>.</param>
    /// <param name="last">Only so many of the last positions are wanted; null for all.</param>
    public Tensor forward(Tensor input, RotaryEmbedding? rotary, Tensor? mask, bool causal = false, long? last = null)
    {
        using var scope = NewDisposeScope();
        var normed = ln1.forward(input);
        var attended = self_attn.forward(normed, normed, rotary, mask, causal, last);
        if (last is { } wanted)
            input = input.narrow(1, input.shape[1] - wanted, wanted);
        var middle = input.Plus(_postAttention?.forward(attended) ?? attended);
        var changed = mlp.forward(ln2.forward(middle));
        return middle.Plus(_postMlp?.forward(changed) ?? changed).MoveToOuterDisposeScope();
    }
}
