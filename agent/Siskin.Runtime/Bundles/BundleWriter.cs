using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Bundles;

/// <summary>Completes a bundle whose other files are already in place.</summary>
public static class BundleWriter
{
    /// <summary>
    /// Computes the hash of every file that the manifest refers to and writes <c>bundle.toml</c> atomically: a reader
    /// sees the old manifest or the new one, never half of it. A signature of the old manifest is removed: it says
    /// nothing about the new one.
    /// </summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="manifest">The manifest. Keys of its <see cref="BundleManifest.Sha256"/> are further files to list;
    /// the hashes there are ignored.
    /// </param>
    /// <param name="providers">What its variants may be for; null for the providers of this library.</param>
    /// <returns>The manifest with hashes.</returns>
    /// <exception cref="BundleException">A file is missing or outside the folder, or a value is out of
    /// range.</exception>
    public static BundleManifest Write(string folder, BundleManifest manifest, ExecutionProviders? providers = null)
    {
        var root = Path.GetFullPath(folder);
        var hashes = manifest
            .References()
            .Concat(manifest.Sha256.Keys)
            .Distinct()
            .ToDictionary(
                path => path,
                path => RegularFile.Sha256(BundlePath.Resolve(root, path)),
                StringComparer.Ordinal
            );
        var complete = manifest with { Sha256 = hashes };

        var target = Path.Combine(root, BundleManifest.FileName);
        var text = BundleManifestWriter.Write(complete);
        // What cannot be read back is not written.
        ManifestReader.Read(text, target, providers ?? ExecutionProviders.Standard);
        var temporary = target + ".new";
        File.WriteAllText(temporary, text);
        File.Delete(Path.Combine(root, BundleSignature.FileName));
        File.Move(temporary, target, overwrite: true);
        return complete;
    }
}
