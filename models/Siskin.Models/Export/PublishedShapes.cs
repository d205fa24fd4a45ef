using Siskin.Models.Architecture;

namespace Siskin.Models.Export;

/// <summary>Sizes of published models, for speed tests with random weights.</summary>
internal static class PublishedShapes
{
    // "Return of the Encoder" (Elfeki et al., 2025): the text model of about 330 million weights, two thirds of its
    // layers in the encoder.
    private static readonly Dictionary<string, ModelOptions> All = new()
    {
        ["mu-330m"] = new ModelOptions
        {
            VocabSize = 32_128,
            DModel = 1024,
            Heads = 6,
            KvHeads = 3,
            HeadDim = 64,
            MlpDim = 4096,
            EncoderLayers = 20,
            DecoderLayers = 10,
            MaxInputTokens = 2048,
            MaxOutputTokens = 128,
            Vision = null,
        },
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The encoder-decoder of a name; a decoder-only network of it follows from the same sizes.</summary>
    public static ModelOptions Named(string name) => All[name];
}
