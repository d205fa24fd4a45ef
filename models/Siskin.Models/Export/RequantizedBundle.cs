using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// A copy of a bundle with the variant <c>cpu-int4</c>, made from its <c>cpu-int8</c>: the checkpoint would give a
/// little better one, but may be gone.
/// </summary>
internal static class RequantizedBundle
{
    private const string Source = "cpu-int8",
        Result = "cpu-int4";

    /// <summary>Writes the copy.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="folder">Where the copy goes; an older bundle there is replaced.</param>
    /// <returns>The manifest of the copy.</returns>
    /// <exception cref="BundleException">The bundle has no variant to make it from.</exception>
    /// <exception cref="InvalidDataException">The decoder has no 8-bit blocks.</exception>
    /// <exception cref="IOException">The folder is in the way and is no bundle, or cannot be written.</exception>
    public static BundleManifest Write(Bundle bundle, string folder)
    {
        var whole = bundle.Manifest;
        var source = bundle.Variant(Source);
        var decoder = ModelProto.Load(bundle.GraphPath(source.Decoder));
        if (RequantizedGraph.Requantize(decoder.Graph) == 0)
            throw new InvalidDataException(
                $"{bundle.PathOf(source.Decoder)} has no weights in 8-bit blocks, which '{Result}' could be made from"
            );
        return BundleFolder.Replace(
            BundleFolder.Target(folder),
            partial =>
            {
                BundleFolder.Copy(bundle, partial, IsOld);
                Directory.CreateDirectory(Path.Combine(partial, Result));
                // What reads the input is the same, and there once.
                var made = source with
                {
                    Id = Result,
                    Precision = GraphPrecision.Int4.Name,
                    Decoder = $"{Result}/{Path.GetFileName(source.Decoder)}",
                };
                decoder.Save(Path.Combine(partial, made.Decoder));
                return BundleWriter.Write(
                    partial,
                    whole with
                    {
                        Variants = [.. whole.Variants.Where(variant => variant.Id != Result), made],
                        Sha256 = whole.Sha256.Where(entry => !IsOld(entry.Key)).ToDictionary(),
                    }
                );
            }
        );

        static bool IsOld(string file) => file.StartsWith($"{Result}/", StringComparison.Ordinal);
    }
}
