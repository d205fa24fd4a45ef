using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// The whole network. Encoder input: patch embeddings (if any), then text tokens; the decoder reads the encoder's
/// output through cross-attention; input and output embeddings are one table.
/// </summary>
public sealed class EncoderDecoder : nn.Module
{
    private static readonly Scalar MinusInfinity = float.NegativeInfinity.ToScalar(); // lives on, see TensorArithmetic
    private readonly RotaryEmbedding _rotary;

    /// <summary>The sizes it was built with.</summary>
    public ModelOptions Options { get; }

    /// <summary>Tied embedding, (vocab, D).</summary>
    public Embedding embedding { get; }

    /// <summary>Vision encoder, or null for a text-only model.</summary>
    public VisionEncoder? vision { get; }

    /// <summary>Encoder.</summary>
    public TextEncoder encoder { get; }

    /// <summary>Decoder.</summary>
    public TextDecoder decoder { get; }

    /// <param name="options">Sizes; validated here.</param>
    public EncoderDecoder(ModelOptions options)
        : base(nameof(EncoderDecoder))
    {
        options.Validate();
        Options = options;
        embedding = nn.Embedding(options.VocabSize, options.DModel);
        encoder = new TextEncoder(options);
        decoder = new TextDecoder(options);
        register_module(nameof(embedding), embedding);
        if (options.Vision is not null)
        {
            vision = new VisionEncoder(options);
            register_module(nameof(vision), vision);
        }
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
        _rotary = new RotaryEmbedding(
            options.HeadDim,
            Math.Max(options.MaxInputTokens, options.MaxOutputTokens),
            options.RopeTheta
        );
        Initialize();
    }

    /// <summary>Encodes one batch.</summary>
    /// <param name="pixels">(B, 3, H, W), or null for text alone</param>
    /// <param name="inputIds">(B, T) int64, padded at the end</param>
    /// <param name="textMask">(B, T) boolean, true at real tokens; null when nothing is padded</param>
    /// <returns>the encoder's output (B, P + T, D) and its mask (B, 1, 1, P + T), 0 at real tokens and minus infinity
    /// at padding; null when nothing is padded</returns>
    public (Tensor Encoded, Tensor? Mask) Encode(Tensor? pixels, Tensor inputIds, Tensor? textMask)
    {
        using var scope = NewDisposeScope();
        var input = embedding.forward(inputIds); // (B, T, D)
        var mask = textMask;
        if (pixels is not null)
        {
            if (vision is null)
                throw new InvalidOperationException("a frame was given to a model without vision encoder");
            var patches = vision.forward(pixels); // (B, P, D)
            input = cat([patches, input], dim: 1); // (B, P + T, D)
            if (mask is not null)
                mask = cat([torch.ones(patches.shape[0], patches.shape[1], dtype: ScalarType.Bool), mask], dim: 1);
        }
        mask = mask is null
            ? null
            // (B, 1, 1, P + T).
            : zeros(mask.shape).masked_fill_(mask.logical_not(), MinusInfinity).unsqueeze(1).unsqueeze(1);
        var encoded = encoder.forward(input, _rotary, mask);
        return (encoded.MoveToOuterDisposeScope(), mask?.MoveToOuterDisposeScope());
    }

    /// <summary>Logits of every next token.</summary>
    /// <param name="encoded">(B, S, D) and its mask, from <see cref="Encode"/></param>
    /// <param name="mask">(B, 1, 1, S) or null</param>
    /// <param name="tokens">(B, T) int64, beginning with the first token</param>
    /// <returns>(B, T, vocab)</returns>
    public Tensor Decode(Tensor encoded, Tensor? mask, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var hidden = decoder.forward(embedding.forward(tokens), encoded, _rotary, mask); // (B, T, D)
        return MixedPrecision.Product(hidden, embedding.weight!).MoveToOuterDisposeScope();
    }

    /// <summary>Number of weights, the tied embedding counted once.</summary>
    public long CountParameters() => parameters().Sum(p => p.numel());

    /// <summary>
    /// Normal weights of deviation 1 / sqrt(fan in), half of that for the layers that write to the residual stream, and
    /// zero biases.
    /// </summary>
    private void Initialize()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        nn.init.normal_(embedding.weight!, 0, 0.05);
        foreach (var (name, parameter) in named_parameters())
        {
            if (name.EndsWith("bias", StringComparison.Ordinal))
                nn.init.zeros_(parameter);
            else if (
                name.EndsWith("_proj.weight", StringComparison.Ordinal)
                || name.Contains(".fc", StringComparison.Ordinal)
            )
                nn.init.normal_(parameter, 0, 1 / Math.Sqrt(parameter.shape[1]));
            var residual =
                name.EndsWith("o_proj.weight", StringComparison.Ordinal)
                || name.EndsWith("mlp.fc2.weight", StringComparison.Ordinal);
            if (residual)
                nn.init.normal_(parameter, 0, 0.5 / Math.Sqrt(parameter.shape[1]));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rotary.Dispose();
        base.Dispose(disposing);
    }
}
