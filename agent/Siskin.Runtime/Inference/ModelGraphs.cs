using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.DecoderOnly;
using Siskin.Runtime.Inference.EncoderDecoder;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>Loads the graphs of a variant by the family of its bundle.</summary>
internal static class ModelGraphs
{
    /// <param name="bundle">The bundle.</param>
    /// <param name="variant">Its variant.</param>
    /// <param name="sessions">Opens the graphs.</param>
    /// <param name="together">Answers to decode together, if the graphs can.</param>
    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    public static IModelGraphs Load(Bundle bundle, BundleVariant variant, OpenGraphs sessions, int together = 1) =>
        bundle.Manifest.Model.Architecture switch
        {
            ModelShape.EncoderDecoder => EncoderDecoderGraphs.Load(bundle, variant, sessions, together),
            ModelShape.DecoderOnly => DecoderOnlyGraphs.Load(bundle, variant, sessions),
            var other => throw new BundleException(
                $"Bundle '{bundle.Folder}': {BundleManifest.FileName} [model] architecture is "
                    + $"'{other}'; this version runs {ModelFamily.Names}."
            ),
        };
}
