using Siskin.Models.Architecture;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>Writes bundles with random weights and a made-up tokenizer.</summary>
internal static class RandomBundle
{
    private const int Samples = 64;

    /// <summary>Writes a bundle of any size; the same options and seed give the same bundle.</summary>
    public static BundleManifest Write(
        string folder,
        ModelOptions options,
        long seed,
        IReadOnlyList<BundleVariantPlan> variants
    )
    {
        using var network = RandomNetwork.Create(options, seed);
        return BundleExporter.Write(
            folder,
            new BundleContent(
                "random",
                $"0.0.{seed}",
                options,
                Weights.Of(network),
                RandomVocabulary.Write(options.VocabSize),
                RandomVocabulary.Tokens,
                variants
            )
            {
                Calibration = CalibrationSamples.Random(options, seed, Samples),
            }
        );
    }
}
