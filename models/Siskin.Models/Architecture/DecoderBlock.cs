using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>Pre-norm block with causal self-attention (rotary), cross-attention (no positions) and MLP.</summary>
public sealed class DecoderBlock : nn.Module
{
    private readonly RmsNorm? _postSelf;
    private readonly RmsNorm? _postCross;
    private readonly RmsNorm? _postMlp;

    /// <summary>Norm before self-attention.</summary>
    public RmsNorm ln1 { get; }

    /// <summary>Norm before cross-attention.</summary>
    public RmsNorm ln2 { get; }

    /// <summary>Norm before the MLP.</summary>
    public RmsNorm ln3 { get; }

    /// <summary>Causal self-attention.</summary>
    public Attention self_attn { get; }

    /// <summary>Attention to the encoder's output.</summary>
    public Attention cross_attn { get; }

    /// <summary>Feed-forward layer.</summary>
    public Mlp mlp { get; }

    /// <param name="options">Sizes; <see cref="ModelOptions.DualNorm"/> adds <c>post_ln1</c> to
    /// <c>post_ln3</c>.</param>
    public DecoderBlock(ModelOptions options)
        : base(nameof(DecoderBlock))
    {
        ln1 = Norm(nameof(ln1), options);
        self_attn = new Attention(options);
        register_module(nameof(self_attn), self_attn);
        ln2 = Norm(nameof(ln2), options);
        cross_attn = new Attention(options);
        register_module(nameof(cross_attn), cross_attn);
        ln3 = Norm(nameof(ln3), options);
        mlp = new Mlp(options.DModel, options.MlpDim);
        register_module(nameof(mlp), mlp);
        if (!options.DualNorm)
            return;
        _postSelf = Norm("post_ln1", options);
        _postCross = Norm("post_ln2", options);
        _postMlp = Norm("post_ln3", options);
    }

    /// <param name="input">(B, T, D)</param>
    /// <param name="encoded">The encoder's normed output, (B, S, D).</param>
    /// <param name="rotary">Rotation by position.</param>
    /// <param name="mask">(B, 1, 1, S), added to the scores; null when nothing is padded.</param>
    public Tensor forward(Tensor input, Tensor encoded, RotaryEmbedding rotary, Tensor? mask) =>
        Join(
            input,
            normed => self_attn.forward(normed, normed, rotary, mask: null, causal: true),
            normed => cross_attn.forward(normed, encoded, rotary: null, mask)
        );

    /// <summary>The next token of an answer, (B, 1, D), by what is kept of input and tokens before.</summary>
    internal Tensor Step(
        Tensor input,
        RotaryEmbedding rotary,
        KeyValueCache past,
        KeyValueCache encoded,
        Tensor? mask
    ) =>
        Join(
            input,
            normed => self_attn.Continue(normed, rotary, past),
            normed => cross_attn.Recall(normed, encoded, mask)
        );

    private Tensor Join(Tensor input, Func<Tensor, Tensor> attendSelf, Func<Tensor, Tensor> attendInput)
    {
        using var scope = NewDisposeScope();
        var own = attendSelf(ln1.forward(input));
        var first = input.Plus(_postSelf?.forward(own) ?? own);
        var crossed = attendInput(ln2.forward(first));
        var second = first.Plus(_postCross?.forward(crossed) ?? crossed);
        var changed = mlp.forward(ln3.forward(second));
        return second.Plus(_postMlp?.forward(changed) ?? changed).MoveToOuterDisposeScope();
    }

    private RmsNorm Norm(string name, ModelOptions options)
    {
        var norm = new RmsNorm(options.DModel, options.NormEpsilon);
        register_module(name, norm);
        return norm;
    }
}
