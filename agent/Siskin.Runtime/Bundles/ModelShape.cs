namespace Siskin.Runtime.Bundles;

/// <summary>The sizes of a text model, as the bundle's <c>[model]</c> table states them.</summary>
/// <param name="Architecture"><see cref="EncoderDecoder"/> or <see cref="DecoderOnly"/>.</param>
/// <param name="VocabSize">Rows of the tied embedding.</param>
/// <param name="DModel">Width of the residual stream.</param>
/// <param name="EncoderLayers">Transformer blocks in the encoder; 0 in a decoder-only model.</param>
/// <param name="DecoderLayers">Transformer blocks in the decoder.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KvHeads">Key/value heads; divides <paramref name="Heads"/>. Query head h reads K/V head h / (Heads /
/// KvHeads).</param>
/// <param name="HeadDim">Width of one head.</param>
/// <param name="MaxInputTokens">Longest input: patches plus text tokens.</param>
/// <param name="MaxOutputTokens">Longest answer in tokens, the end token included.</param>
/// <param name="Tokens">Ids of the special tokens.</param>
public sealed record ModelShape(
    string Architecture,
    int VocabSize,
    int DModel,
    int EncoderLayers,
    int DecoderLayers,
    int Heads,
    int KvHeads,
    int HeadDim,
    int MaxInputTokens,
    int MaxOutputTokens,
    SpecialTokens Tokens
)
{
    /// <summary>An encoder reads the input; a decoder attends to what it yields and to the answer so far.</summary>
    public const string EncoderDecoder = "encoder-decoder";

    /// <summary>One stack reads input and answer as one sequence, each token seeing those in front of it.</summary>
    public const string DecoderOnly = "decoder-only";

    /// <summary>
    /// Inner width of the text blocks' MLP; null in bundles that do not say. Nothing runs by it, costs are counted by
    /// it.
    /// </summary>
    public int? MlpDim { get; init; }
}

/// <summary>Ids of the special tokens in the vocabulary.</summary>
/// <param name="Pad">Padding, masked everywhere.</param>
/// <param name="Bos">Begins every answer.</param>
/// <param name="Eos">Ends an answer; never shown.</param>
/// <param name="Image">-1 where there is none. Stands where one patch embedding is put into the input.</param>
/// <param name="Sensors">-1 where there is none. Separates the prompt from the sensor text.</param>
public sealed record SpecialTokens(int Pad, int Bos, int Eos, int Image, int Sensors)
{
    /// <summary>None at all.</summary>
    public static SpecialTokens None { get; } = new(-1, -1, -1, -1, -1);
}

/// <summary>How frames become the input of the vision graph, as the bundle's <c>[vision]</c> table states it.</summary>
/// <param name="PatchSize">Side of a square patch in pixels.</param>
/// <param name="MaxPatches">Largest number of patches of one frame.</param>
/// <param name="MaxSide">Largest number of patches along one side.</param>
/// <param name="MaxUpscale">Largest factor by which a small frame is enlarged.</param>
/// <param name="Mean">Per channel (R, G, B), subtracted from values in 0..1.</param>
/// <param name="Std">Per channel (R, G, B), divides what is left.</param>
public sealed record VisionShape(
    int PatchSize,
    int MaxPatches,
    int MaxSide,
    float MaxUpscale,
    float[] Mean,
    float[] Std
);
