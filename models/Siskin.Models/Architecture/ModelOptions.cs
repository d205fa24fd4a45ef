using Siskin.Runtime.Bundles;

namespace Siskin.Models.Architecture;

/// <summary>
/// Every size of a network with an optional vision encoder. A recipe file sets them; a checkpoint keeps them.
/// </summary>
public sealed record ModelOptions
{
    /// <summary>
    /// <c>"encoder-decoder"</c> or <c>"decoder-only"</c>. A decoder-only network takes the same options, and from them
    /// as many layers as have the encoder-decoder's number of weights, <see cref="CausalSizes"/>.
    /// </summary>
    public string Architecture { get; init; } = ModelShape.EncoderDecoder;

    /// <summary>Rows of the tied embedding.</summary>
    public int VocabSize { get; init; } = 1024;

    /// <summary>Width of the residual stream (D).</summary>
    public int DModel { get; init; } = 192;

    /// <summary>Query heads (H).</summary>
    public int Heads { get; init; } = 6;

    /// <summary>Key/value heads; query head h reads K/V head h / (Heads / KvHeads).</summary>
    public int KvHeads { get; init; } = 3;

    /// <summary>Width of one head.</summary>
    public int HeadDim { get; init; } = 32;

    /// <summary>Inner width of the MLP.</summary>
    public int MlpDim { get; init; } = 768;

    /// <summary>Blocks in the encoder; two thirds of all blocks by the published design.</summary>
    public int EncoderLayers { get; init; } = 4;

    /// <summary>Blocks in the decoder.</summary>
    public int DecoderLayers { get; init; } = 2;

    /// <summary>Adds a norm behind each sub-layer (before its residual sum) to the one in front of it.</summary>
    public bool DualNorm { get; init; }

    /// <summary>Base of the rotary frequencies.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Added to the mean square in every RMSNorm.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Longest encoder input, patches included.</summary>
    public int MaxInputTokens { get; init; } = 384;

    /// <summary>Longest answer, end token included.</summary>
    public int MaxOutputTokens { get; init; } = 64;

    /// <summary>The vision encoder, or null for a text-only model.</summary>
    public VisionOptions? Vision { get; init; } = new();

    /// <summary>Throws when the sizes do not fit together.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void Validate()
    {
        if (Architecture is not (ModelShape.EncoderDecoder or ModelShape.DecoderOnly))
            throw new ArgumentException(
                $"model option {nameof(Architecture)} is '{Architecture}'; allowed: '{ModelShape.EncoderDecoder}' and "
                    + $"'{ModelShape.DecoderOnly}'"
            );
        Require(VocabSize >= 261, nameof(VocabSize), VocabSize, "at least 261 (5 special tokens and 256 bytes)");
        Require(HeadDim % 2 == 0 && HeadDim > 0, nameof(HeadDim), HeadDim, "a positive even number");
        Require(KvHeads > 0 && Heads % KvHeads == 0, nameof(KvHeads), KvHeads, $"a divisor of heads = {Heads}");
        Require(EncoderLayers > 0, nameof(EncoderLayers), EncoderLayers, "at least 1");
        Require(DecoderLayers > 0, nameof(DecoderLayers), DecoderLayers, "at least 1");
        Require(MaxOutputTokens > 1, nameof(MaxOutputTokens), MaxOutputTokens, "at least 2");
        Require(
            Vision is not { Places: true } || Architecture == ModelShape.EncoderDecoder,
            nameof(Vision.Places),
            1,
            $"0 in a {Architecture} network"
        );
        Require(
            Vision is not { Keypoints: true } || Architecture == ModelShape.EncoderDecoder,
            nameof(Vision.Keypoints),
            1,
            $"0 in a {Architecture} network"
        );
        Require(
            Vision is null || MaxInputTokens > Vision.MaxPatches,
            nameof(MaxInputTokens),
            MaxInputTokens,
            $"more than vision.max_patches = {Vision?.MaxPatches}"
        );
        foreach (var channels in Vision is null ? [] : Vision.StemChannels.Append(DModel))
            Require(
                Vision!.StemGroups > 0 && channels % Vision.StemGroups == 0,
                nameof(Vision.StemGroups),
                Vision.StemGroups,
                $"a divisor of {channels} channels"
            );
    }

    /// <summary>The sizes that the bundle's manifest states.</summary>
    public ModelShape ToShape(SpecialTokens tokens)
    {
        var shape = ToShape(tokens, Architecture);
        if (Architecture != ModelShape.DecoderOnly)
            return shape;
        var sizes = CausalSizes.Of(this);
        return shape with { EncoderLayers = 0, DecoderLayers = sizes.Layers, MlpDim = sizes.MlpDim };
    }

    /// <summary>The sizes as they stand here, under the name of an architecture.</summary>
    internal ModelShape ToShape(SpecialTokens tokens, string architecture) =>
        new(
            architecture,
            VocabSize,
            DModel,
            EncoderLayers,
            DecoderLayers,
            Heads,
            KvHeads,
            HeadDim,
            MaxInputTokens,
            MaxOutputTokens,
            tokens
        )
        {
            MlpDim = MlpDim,
        };

    private static void Require(bool holds, string option, int value, string allowed)
    {
        if (!holds)
            throw new ArgumentException($"model option {option} is {value}; allowed: {allowed}");
    }
}
