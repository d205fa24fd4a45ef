using Siskin.Models.Architecture;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>What goes into a bundle.</summary>
/// <param name="Name">Name of the bundle.</param>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Options">The network's sizes.</param>
/// <param name="Weights">The network's weights.</param>
/// <param name="Tokenizer">Content of <c>tokenizer.json</c>.</param>
/// <param name="Tokens">Ids of the special tokens.</param>
/// <param name="Variants">The variants to write.</param>
internal sealed record BundleContent(
    string Name,
    string Version,
    ModelOptions Options,
    Weights Weights,
    byte[] Tokenizer,
    SpecialTokens Tokens,
    IReadOnlyList<BundleVariantPlan> Variants
)
{
    /// <summary>What the network was trained to do.</summary>
    public IReadOnlyList<BundleTask> Tasks { get; init; } =
    [.. TaskCatalog.Usual.Select(task => new BundleTask(task.Name, task.Prompt))];

    /// <summary>What the network expects of its texts.</summary>
    public TextForm Text { get; init; } = TextForm.Own;

    /// <summary>See <see cref="BundleManifest.QuestionLanguage"/>.</summary>
    public int? QuestionLanguage { get; init; }

    /// <summary>
    /// Whether a step of the decoder takes one token: a little faster, for models too small to look ahead.
    /// </summary>
    public bool TakesOne { get; init; }

    /// <summary>Samples for variants whose activations are quantized by ranges; they need them.</summary>
    public CalibrationSamples? Calibration { get; init; }

    /// <summary>Called after every calibration sample, or null.</summary>
    public Action? Calibrated { get; init; }
}

/// <summary>Writes bundles: graphs of every variant, tokenizer, manifest with hashes.</summary>
internal static class BundleExporter
{
    private const string TokenizerFile = "tokenizer.json";

    /// <summary>
    /// Writes a bundle beside its place and renames it when it is complete; an older bundle of that place is replaced,
    /// and stays as it was when anything fails.
    /// </summary>
    /// <exception cref="IOException">The folder is in the way and is no bundle, or cannot be written.</exception>
    public static BundleManifest Write(string folder, BundleContent content)
    {
        return BundleFolder.Replace(BundleFolder.Target(folder), partial => WriteFiles(partial, content));
    }

    /// <summary>
    /// Adds variants to a bundle that was written from the same network, or writes them anew; everything else in it
    /// stays.
    /// </summary>
    /// <returns>The manifest with the variants.</returns>
    /// <exception cref="ArgumentException">The bundle is of another network or tokenizer.</exception>
    /// <exception cref="BundleException">The folder holds no bundle that is whole.</exception>
    public static BundleManifest Add(string folder, BundleContent content)
    {
        var bundle = BundleReader.Open(folder);
        BundleIdentity.Check(bundle, content);
        return BundleFolder.Replace(
            bundle.Folder,
            partial =>
            {
                BundleFolder.Copy(bundle, partial, file => content.Variants.Any(plan => Belongs(plan, file)));
                BundleVariant[] added = [.. content.Variants.Select(plan => WriteVariant(partial, plan, content))];
                var manifest = bundle.Manifest;
                return BundleWriter.Write(
                    partial,
                    manifest with
                    {
                        Variants =
                        [
                            .. manifest.Variants.Where(variant => added.All(other => other.Id != variant.Id)),
                            .. added,
                        ],
                        Sha256 = manifest
                            .Sha256.Where(entry => !content.Variants.Any(plan => Belongs(plan, entry.Key)))
                            .ToDictionary(),
                    }
                );
            }
        );

        static bool Belongs(BundleVariantPlan plan, string file) =>
            file.StartsWith($"{plan.Id}/", StringComparison.Ordinal);
    }

    private static BundleManifest WriteFiles(string folder, BundleContent content)
    {
        File.WriteAllBytes(Path.Combine(folder, TokenizerFile), content.Tokenizer);
        BundleVariant[] variants = [.. content.Variants.Select(plan => WriteVariant(folder, plan, content))];
        content.Weights.ThrowIfUnused();
        return BundleWriter.Write(
            folder,
            new BundleManifest(
                content.Name,
                content.Version,
                content.Options.ToShape(content.Tokens),
                TokenizerFile,
                content.Options.Vision?.ToShape(),
                content.Tasks,
                variants,
                new Dictionary<string, string>()
            )
            {
                Text = content.Text,
                QuestionLanguage = content.QuestionLanguage,
            }
        );
    }

    private static BundleVariant WriteVariant(string folder, BundleVariantPlan plan, BundleContent content)
    {
        (var options, var weights) = (content.Options, content.Weights);
        Directory.CreateDirectory(Path.Combine(folder, plan.Id));
        if (plan.FixedShapes)
            return StaticVariantWriter.Write(folder, plan, content);
        var vision = options.Vision is null
            ? null
            : Save("vision", VisionGraph.Build(options, weights, plan.Precision));
        var input = Save(TextGraphs.InputName(options), TextGraphs.BuildInput(options, weights, plan.Precision));
        var step = TextGraphs.AreOne(options, plan.Precision)
            ? input
            : Save("decoder", TextGraphs.BuildStep(options, weights, plan.Precision, content.TakesOne));
        return new BundleVariant(plan.Id, plan.Provider, plan.Precision.Name, vision, input, step);

        string Save(string graph, ModelProto model)
        {
            var file = $"{plan.Id}/{graph}.onnx";
            if (plan.HalfWeights)
                HalfWeights.Store(model.Graph);
            model.Save(Path.Combine(folder, file));
            return file;
        }
    }
}
