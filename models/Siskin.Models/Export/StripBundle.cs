using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>Puts networks that look along strips into a bundle, as its <c>[strips]</c>.</summary>
internal static class StripBundle
{
    private const string Folder = "strips";

    /// <summary>Writes the graph of a network into a bundle; one that it had for the purpose is replaced.</summary>
    /// <param name="bundle">The bundle; its signature, if it has one, is removed.</param>
    /// <param name="purpose">What the graph is for, see <see cref="StripGraphs"/>.</param>
    /// <param name="network">The network.</param>
    /// <returns>The manifest with the graph.</returns>
    /// <exception cref="InvalidDataException">The bundle does not read frames.</exception>
    public static BundleManifest Write(Bundle bundle, string purpose, StripNetwork network) =>
        Write(bundle, purpose, StripGraph.Build(network));

    /// <summary>Writes a graph into a bundle; one that it had for the purpose is replaced.</summary>
    /// <param name="bundle">The bundle; its signature, if it has one, is removed.</param>
    /// <param name="purpose">What the graph is for, see <see cref="StripGraphs"/>.</param>
    /// <param name="graph">The graph.</param>
    /// <returns>The manifest with the graph.</returns>
    /// <exception cref="InvalidDataException">The bundle does not read frames.</exception>
    public static BundleManifest Write(Bundle bundle, string purpose, ModelProto graph)
    {
        if (bundle.Manifest.Vision is null)
            throw new InvalidDataException(
                $"{bundle.Folder} reads no frames, so that it has no use for strips of them"
            );
        var file = $"{Folder}/{purpose}.onnx";
        var strips = bundle.Manifest.Strips ?? new StripGraphs([]);
        string?[] old = [file, strips.For(purpose)];
        return BundleFolder.Replace(
            bundle.Folder,
            partial =>
            {
                BundleFolder.Copy(bundle, partial, old.Contains);
                Directory.CreateDirectory(Path.Combine(partial, Folder));
                graph.Save(Path.Combine(partial, file));
                return BundleWriter.Write(
                    partial,
                    bundle.Manifest with
                    {
                        Strips = strips.With(purpose, file),
                        Sha256 = bundle.Manifest.Sha256.Where(entry => !old.Contains(entry.Key)).ToDictionary(),
                    }
                );
            }
        );
    }
}
