namespace Siskin.Runtime.Bundles;

/// <summary>Finishes a bundle whose other files are already in place.</summary>
public static class BundleWriter
{
    /// <summary>
    /// Computes the hash of every file that the manifest refers to and writes <c>bundle.toml</c> atomically.
    /// </summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="manifest">The manifest; its <see cref="BundleManifest.Sha256"/> is ignored and replaced.</param>
    /// <returns>The manifest with hashes.</returns>
    /// <exception cref="BundleException">A file is missing or lies outside the folder.</exception>
    public static BundleManifest Write(string folder, BundleManifest manifest) => throw new NotImplementedException(folder);
}
