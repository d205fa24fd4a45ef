using Siskin.Runtime.Bundles;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// A whole network of any family: what training, export and evaluation ask of it. Families share the embedding, which
/// is input and output in one, and the vision encoder, whose patch embeddings stand in front of the text.
/// </summary>
public abstract class Network : nn.Module
{
    private static readonly Scalar MinusInfinity = float.NegativeInfinity.ToScalar(); // lives on, see TensorArithmetic

    /// <param name="name">Name of the module.</param>
    /// <param name="options">Sizes; validated here.</param>
    protected Network(string name, ModelOptions options)
        : base(name)
    {
        options.Validate();
        Options = options;
        embedding = nn.Embedding(options.VocabSize, options.DModel);
        register_module(nameof(embedding), embedding);
    }

    /// <summary>The sizes it was built with.</summary>
    public ModelOptions Options { get; }

    /// <summary>Tied embedding, (vocab, D).</summary>
    public Embedding embedding { get; }

    /// <summary>Vision encoder, or null for a text-only model.</summary>
    public VisionEncoder? vision { get; private set; }

    /// <summary>A network of the family that the options name.</summary>
    public static Network Create(ModelOptions options) =>
        options.Architecture == ModelShape.DecoderOnly ? new DecoderOnly(options) : new EncoderDecoder(options);

    /// <summary>Reads a batch of inputs once, for any number of answers.</summary>
    /// <param name="pixels">(B, 3, H, W), or null for text alone</param>
    /// <param name="inputIds">(B, T) int64, padded at the end</param>
    /// <param name="textMask">(B, T) boolean, true at real tokens; null when nothing is padded</param>
    public abstract ReadInput Read(Tensor? pixels, Tensor inputIds, Tensor? textMask);

    /// <summary>Logits of every next token of the answers to a batch, <see cref="ReadInput.Logits"/>.</summary>
    /// <inheritdoc cref="Read"/>
    /// <param name="answerIds">(B, U) int64, beginning with the token that begins an answer</param>
    /// <returns>(B, U, vocab)</returns>
    public Tensor AnswerLogits(Tensor? pixels, Tensor inputIds, Tensor? textMask, Tensor answerIds)
    {
        using var scope = NewDisposeScope();
        return Read(pixels, inputIds, textMask).Logits(answerIds).MoveToOuterDisposeScope();
    }

    /// <summary>Number of weights, the tied embedding counted once.</summary>
    public long CountParameters() => parameters().Sum(p => p.numel());

    /// <summary>Adds the vision encoder, where the options have one.</summary>
    protected void AddVision()
    {
        if (Options.Vision is null)
            return;
        vision = new VisionEncoder(Options);
        register_module(nameof(vision), vision);
    }

    /// <summary>Patch embeddings, if any, then text: (B, P + T, D).</summary>
    protected Tensor EmbedInput(Tensor? pixels, Tensor inputIds)
    {
        var text = embedding.forward(inputIds); // (B, T, D)
        if (pixels is null)
            return text;
        if (vision is null)
            throw new InvalidOperationException("a frame was given to a model without vision encoder");
        return cat([vision.forward(pixels), text], dim: 1); // (B, P + T, D)
    }

    /// <summary>A mask to add to scores: 0 where something is seen, minus infinity elsewhere.</summary>
    protected static Tensor Additive(Tensor seen) =>
        zeros(seen.shape, device: seen.device).masked_fill_(seen.logical_not(), MinusInfinity);

    /// <summary>
    /// Normal weights of deviation 1 / sqrt(fan in), half of that for the layers that write to the residual stream, and
    /// zero biases.
    /// </summary>
    protected void Initialize()
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
}
