using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// A copy of a bundle with only some of its variants: those that a device runs, for packages and for git.
/// </summary>
internal static class ShippedBundle
{
    /// <summary>
    /// Copies a bundle without its other variants; tokenizer, canary, confidence and everything else stay. A signature
    /// is not copied: it is one of the whole manifest.
    /// </summary>
    /// <param name="bundle">The bundle with all variants.</param>
    /// <param name="folder">Where the copy goes; an older bundle there is replaced.</param>
    /// <param name="variants">Ids of the variants that stay, in any order.</param>
    /// <returns>The manifest of the copy.</returns>
    /// <exception cref="BundleException">The bundle has no variant of an id.</exception>
    /// <exception cref="ArgumentException">The copy would replace the bundle itself.</exception>
    /// <exception cref="IOException">The folder is in the way and is no bundle, or cannot be written.</exception>
    public static BundleManifest Write(Bundle bundle, string folder, IReadOnlyCollection<string> variants)
    {
        var target = BundleFolder.Target(folder);
        if (target == Path.TrimEndingDirectorySeparator(bundle.Folder))
            throw new ArgumentException($"'{target}' cannot be shipped into itself: its other variants would be lost");
        var whole = bundle.Manifest;
        BundleVariant[] kept = [.. variants.Select(id => bundle.Variant(id))];
        var manifest = whole with { Variants = [.. whole.Variants.Where(kept.Contains)] };
        HashSet<string> left = [.. whole.References().Except(manifest.References())];
        return BundleFolder.Replace(
            target,
            partial =>
            {
                BundleFolder.Copy(bundle, partial, left.Contains);
                return BundleWriter.Write(
                    partial,
                    manifest with
                    {
                        Sha256 = whole.Sha256.Where(entry => !left.Contains(entry.Key)).ToDictionary(),
                    }
                );
            }
        );
    }
}
