using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// Whether a bundle was written from a given network: a variant of other weights would answer differently.
/// </summary>
internal static class BundleIdentity
{
    /// <summary>Compares sizes, special tokens, tokenizer and the weights of the first variant's decoder.</summary>
    /// <exception cref="ArgumentException">Something differs.</exception>
    public static void Check(Bundle bundle, BundleContent content)
    {
        var manifest = bundle.Manifest;
        var shape = content.Options.ToShape(content.Tokens);
        // Bundles of before say nothing about the MLP's width.
        if (manifest.Model != shape with { MlpDim = manifest.Model.MlpDim is null ? null : shape.MlpDim })
            throw new ArgumentException($"bundle '{bundle.Folder}' is of a network of other sizes than the checkpoint");
        if (!File.ReadAllBytes(bundle.PathOf(manifest.Tokenizer)).AsSpan().SequenceEqual(content.Tokenizer))
            throw new ArgumentException($"bundle '{bundle.Folder}' has another tokenizer than the one given");
        CheckWeights(bundle, content);
    }

    private static void CheckWeights(Bundle bundle, BundleContent content)
    {
        // Any variant that the exporter can write shows it; those of fixed shapes would have to be calibrated first.
        var known = bundle.Manifest.Variants.FirstOrDefault(variant =>
            BundleVariantPlan.Usual.Any(plan => plan.Id == variant.Id)
        );
        if (known is null)
            return;
        var plan = BundleVariantPlan.Named(known.Id)[0];
        var written = ModelProto.Load(bundle.GraphPath(known.Decoder));
        var expected = TextGraphs.BuildStep(content.Options, content.Weights, plan.Precision, content.TakesOne);
        if (written.Graph.Initializers.Any(tensor => tensor.Type == ElementType.Float16))
            HalfWeights.Store(expected.Graph);
        var weights = expected.Graph.Initializers.ToDictionary(tensor => tensor.Name);
        foreach (var tensor in written.Graph.Initializers)
        {
            if (weights.TryGetValue(tensor.Name, out var weight) && !weight.Raw.Span.SequenceEqual(tensor.Raw.Span))
            {
                throw new ArgumentException(
                    $"bundle '{bundle.Folder}' is of another checkpoint: '{tensor.Name}' of {known.Decoder} differs"
                );
            }
        }
    }
}
