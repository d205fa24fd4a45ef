using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// The same blocks in one causal stack: patch embeddings (if any), text and answer are one sequence, in which each
/// token sees those in front of it. It exists to compare the encoder-decoder with.
/// </summary>
public sealed class DecoderOnly : Network
{
    private static readonly Scalar One = 1L.ToScalar(); // of indices; lives on, see TensorArithmetic
    private readonly RotaryEmbedding _rotary;

    /// <summary>The stack.</summary>
    public TransformerBlocks decoder { get; }

    /// <param name="options">Sizes; validated here. <see cref="CausalSizes"/> says how many blocks they make.</param>
    public DecoderOnly(ModelOptions options)
        : base(nameof(DecoderOnly), options)
    {
        var sizes = CausalSizes.Of(options);
        decoder = new TransformerBlocks(options with { MlpDim = sizes.MlpDim }, sizes.Layers);
        AddVision();
        register_module(nameof(decoder), decoder);
        _rotary = new RotaryEmbedding(
            options.HeadDim,
            options.MaxInputTokens + options.MaxOutputTokens,
            options.RopeTheta
        );
        Initialize();
    }

    /// <inheritdoc/>
    public override ReadInput Read(Tensor? pixels, Tensor inputIds, Tensor? textMask) =>
        new Prefix(this, EmbedInput(pixels, inputIds), textMask);

    private Tensor Logits(Tensor input, Tensor? textMask, Tensor answerIds)
    {
        using var scope = NewDisposeScope();
        var sequence = cat([input, embedding.forward(answerIds)], dim: 1); // (B, S, D)
        Tensor? mask = null;
        if (textMask is not null)
            (sequence, mask) = PadInFront(sequence, input.shape[1], textMask);
        var answer = decoder.forward(sequence, _rotary, mask, mask is null, last: answerIds.shape[1]); // (B, U, D)
        return MixedPrecision.Product(answer, embedding.weight!).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Moves each sample's padding from between input and answer to its beginning. Rotary scores depend on distances
    /// alone, so a sample is then computed as it is without padding.
    /// </summary>
    /// <param name="sequence">(B, S, D)</param>
    /// <param name="prefix">Tokens in front of the answer, P + T.</param>
    /// <param name="textMask">(B, T)</param>
    /// <returns>(B, S, D) and the mask (B, 1, S, S)</returns>
    private static (Tensor Sequence, Tensor Mask) PadInFront(Tensor sequence, long prefix, Tensor textMask)
    {
        long count = sequence.shape[0],
            length = sequence.shape[1];
        var places = Range(length, textMask.device); // (S)
        var pads = textMask.logical_not().sum(1, keepdim: true); // (B, 1)
        using var modulus = prefix.ToScalar();
        var turned = places.narrow(0, 0, prefix).unsqueeze(0).add(pads.neg(), One).remainder(modulus); // (B, P + T)
        var rest = places.narrow(0, prefix, length - prefix).unsqueeze(0).expand(count, -1); // (B, U)
        var rows = Range(count, textMask.device).mul(tensor(length, device: textMask.device)).unsqueeze(1); // (B, 1)
        var from = cat([turned, rest], dim: 1).add(rows, One).flatten(); // (B * S)
        var moved = sequence.flatten(0, 1).index_select(0, from).view(sequence.shape);

        // Padding sees padding, so that no row of scores is empty; nothing else sees it.
        var query = places.view(1, 1, -1, 1);
        var key = places.view(1, 1, 1, -1);
        var first = pads.view(-1, 1, 1, 1);
        var seen = key.le(query).logical_and(key.ge(first).logical_or(query.lt(first))); // (B, 1, S, S)
        return (moved, Additive(seen));
    }

    private static Tensor Range(long count, Device device) =>
        tensor([.. Enumerable.Range(0, (int)count).Select(i => (long)i)], [count], device: device);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rotary.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>An embedded input; it runs through the stack with every answer anew.</summary>
    private sealed class Prefix(DecoderOnly network, Tensor input, Tensor? textMask) : ReadInput
    {
        public override Tensor Logits(Tensor answerIds) => network.Logits(input, textMask, answerIds);

        public override IAnswerSteps Begin() => new Steps(this);
    }

    /// <summary>Runs the whole sequence for every token; training samples from a decoder-only network seldom.</summary>
    private sealed class Steps(Prefix prefix) : IAnswerSteps
    {
        private Tensor? _answer;

        public Tensor Append(Tensor ids)
        {
            using var scope = NewDisposeScope();
            var before = _answer;
            _answer = (before is null ? ids.clone() : cat([before, ids], dim: 1)).DetachFromDisposeScope();
            before?.Dispose();
            return prefix.Logits(_answer).select(1, -1).MoveToOuterDisposeScope();
        }

        public void Dispose() => _answer?.Dispose();
    }
}
