using System.Security.Cryptography;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Bundles;

/// <summary>Opens bundles: the only way to get a <see cref="Bundle"/>.</summary>
public static class BundleReader
{
    // A manifest is a few kilobytes; anything near this is not one.
    internal const int MaxManifestBytes = 1 << 20;

    /// <summary>
    /// Reads and validates <c>bundle.toml</c>, then checks the SHA-256 of the listed files.
    /// </summary>
    /// <param name="folder">Folder of the bundle.</param>
    /// <param name="key">
    /// Public key whose signature the manifest must carry, checked before the manifest is parsed; null asks for none.
    /// </param>
    /// <param name="providers">What its variants may be for; null for the providers of this library.</param>
    /// <param name="check">Which hashes are checked at once.</param>
    /// <exception cref="BundleException"> Anything is missing, out of range, unlisted, outside the folder, altered, or
    /// not signed by <paramref name="key"/>.
    /// </exception>
    public static Bundle Open(
        string folder,
        BundleKey? key = null,
        ExecutionProviders? providers = null,
        BundleCheck check = BundleCheck.Everything
    )
    {
        var root = Path.GetFullPath(folder);
        providers ??= ExecutionProviders.Standard;
        try
        {
            if (!Directory.Exists(root))
                throw new BundleException($"Bundle '{root}' is not a folder.");
            var file = BundlePath.Resolve(root, BundleManifest.FileName);
            var size = new FileInfo(file).Length;
            if (size > MaxManifestBytes)
                throw new BundleException($"{file} has {size} bytes; allowed are up to {MaxManifestBytes}.");
            // Read once: what is checked is what is parsed.
            var bytes = RegularFile.ReadAllBytes(file, MaxManifestBytes);
            if (key is not null)
                BundleSignature.Check(root, bytes, key);
            var manifest = ManifestReader.Read(TextOf(bytes), file, providers);
            var hashes = new BundleHashes(root, manifest, signed: key is not null);
            hashes.Check(check == BundleCheck.Everything ? manifest.Sha256.Keys : hashes.OfNoVariant);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return new Bundle(root, manifest, hash, providers, hashes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException($"Bundle '{root}' cannot be read: {error.Message}", error);
        }
    }

    private static string TextOf(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes)); // skips a byte order mark
        return reader.ReadToEnd();
    }
}
