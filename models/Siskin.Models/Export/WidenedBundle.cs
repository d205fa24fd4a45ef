using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// A copy of a bundle whose decoders take several tokens in one pass, for bundles of earlier versions: their answers
/// stay what they are, and where tokens can be foreseen they come sooner.
/// </summary>
internal static class WidenedBundle
{
    /// <summary>Writes the copy.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="folder">Where the copy goes; an older bundle there is replaced.</param>
    /// <returns>The manifest of the copy.</returns>
    /// <exception cref="InvalidDataException">No decoder of it takes one token.</exception>
    /// <exception cref="IOException">The folder is in the way and is no bundle, or cannot be written.</exception>
    public static BundleManifest Write(Bundle bundle, string folder)
    {
        var whole = bundle.Manifest;
        if (whole.Model.Architecture != ModelShape.EncoderDecoder)
            throw new InvalidDataException(
                $"'{whole.Name}' is a {whole.Model.Architecture} model; only decoders of {ModelShape.EncoderDecoder} "
                    + "models can be widened"
            );
        var widened = new Dictionary<string, ModelProto>(StringComparer.Ordinal);
        foreach (var variant in whole.Variants.Where(variant => variant.Static is null))
        {
            var model = ModelProto.Load(bundle.GraphPath(variant.Decoder));
            if (WidenedGraph.Widen(model.Graph))
                widened[variant.Decoder] = model;
        }

        if (widened.Count == 0)
            throw new InvalidDataException($"every decoder of '{whole.Name}' takes several tokens already");
        return BundleFolder.Replace(
            BundleFolder.Target(folder),
            partial =>
            {
                BundleFolder.Copy(bundle, partial, widened.ContainsKey);
                foreach (var (file, model) in widened)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(partial, file))!);
                    model.Save(Path.Combine(partial, file));
                }

                return BundleWriter.Write(
                    partial,
                    whole with
                    {
                        Sha256 = whole.Sha256.Where(entry => !widened.ContainsKey(entry.Key)).ToDictionary(),
                    }
                );
            }
        );
    }
}
