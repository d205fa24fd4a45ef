using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Encoder input: patch embeddings (if any), then text tokens; the decoder reads the encoder's output through
/// cross-attention.
/// </summary>
public sealed class EncoderDecoder : Network
{
    private readonly RotaryEmbedding _rotary;

    /// <summary>Encoder.</summary>
    public TransformerBlocks encoder { get; }

    /// <summary>Decoder.</summary>
    public TextDecoder decoder { get; }

    /// <summary>Finds instruments; null where places are answered in words.</summary>
    public PlaceHead? places { get; }

    /// <summary>Finds the points of scales; null where a needle's way is answered in words.</summary>
    public KeypointHead? keypoints { get; }

    /// <param name="options">Sizes; validated here.</param>
    public EncoderDecoder(ModelOptions options)
        : base(nameof(EncoderDecoder), options)
    {
        encoder = new TransformerBlocks(options, options.EncoderLayers);
        decoder = new TextDecoder(options);
        AddVision();
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
        if (options.Vision is { Places: true })
        {
            places = new PlaceHead(options.DModel);
            register_module(nameof(places), places);
        }
        if (options.Vision is { Keypoints: true })
        {
            keypoints = new KeypointHead(options.DModel);
            register_module(nameof(keypoints), keypoints);
        }
        _rotary = new RotaryEmbedding(
            options.HeadDim,
            Math.Max(options.MaxInputTokens, options.MaxOutputTokens),
            options.RopeTheta
        );
        Initialize();
    }

    /// <inheritdoc/>
    public override ReadInput Read(Tensor? pixels, Tensor inputIds, Tensor? textMask)
    {
        var (encoded, mask) = Encode(pixels, inputIds, textMask);
        return new Encoded(this, encoded, mask);
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
        var input = EmbedInput(pixels, inputIds); // (B, P + T, D)
        var mask = textMask;
        if (mask is not null && input.shape[1] - mask.shape[1] is > 0 and var patches)
            mask = cat([ones(mask.shape[0], patches, dtype: ScalarType.Bool), mask], dim: 1);
        mask = mask is null ? null : Additive(mask).unsqueeze(1).unsqueeze(1); // (B, 1, 1, P + T)
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rotary.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Encoded(EncoderDecoder network, Tensor encoded, Tensor? mask) : ReadInput
    {
        public override Tensor Logits(Tensor answerIds) => network.Decode(encoded, mask, answerIds);

        public override Tensor? Places(long patches) => network.places?.forward(encoded.narrow(1, 0, patches));

        public override Tensor? Keypoints(long patches) => network.keypoints?.forward(encoded.narrow(1, 0, patches));

        public override ReadInput Rows(Tensor rows) =>
            new Encoded(network, encoded.index_select(0, rows), mask?.index_select(0, rows));

        public override IAnswerSteps Begin() => new Steps(network, encoded, mask);
    }

    /// <summary>One decoder step a token, with keys and values kept.</summary>
    private sealed class Steps(EncoderDecoder network, Tensor encoded, Tensor? mask) : IAnswerSteps
    {
        private readonly DecoderCache _cache = network.decoder.Begin(encoded);

        public Tensor Append(Tensor ids)
        {
            using var scope = NewDisposeScope();
            var embedded = network.embedding.forward(ids); // (B, 1, D)
            var hidden = network.decoder.Step(embedded, network._rotary, _cache, mask); // (B, 1, D)
            return MixedPrecision.Product(hidden, network.embedding.weight!).squeeze(1).MoveToOuterDisposeScope();
        }

        public void Dispose() => _cache.Dispose();
    }
}
