namespace Siskin.Runtime.Bundles;

/// <summary>
/// The detached signature of a bundle: ECDSA P-256 with SHA-256 over the bytes of <c>bundle.toml</c>, which states the
/// hash of every other file, as a DER sequence of r and s (RFC 3279, 2.2.3) in a file of its own. That is what
/// <c>openssl dgst -sha256 -sign</c> writes and <c>-verify</c> reads.
/// </summary>
public static class BundleSignature
{
    /// <summary>The signature's file name in the bundle's folder.</summary>
    public const string FileName = BundleManifest.FileName + ".sig";

    // A P-256 signature has at most 72 bytes.
    internal const int MaxBytes = 72;

    /// <summary>Whether the folder has a signature, right or wrong.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>
    /// Opens the bundle, which checks every hash, checks where its graphs keep weights, and signs its manifest. A
    /// signature of before is replaced; a reader sees the old one or the new one.
    /// </summary>
    /// <exception cref="BundleException">The bundle cannot be used or the signature cannot be written.</exception>
    public static Bundle Sign(string folder, BundleKey key)
    {
        var bundle = BundleReader.Open(folder);
        bundle.CheckGraphs();
        var target = Path.Combine(bundle.Folder, FileName);
        var temporary = target + ".new";
        try
        {
            var signature = key.Sign(RegularFile.ReadAllBytes(Path.Combine(bundle.Folder, BundleManifest.FileName)));
            RegularFile.Require(temporary);
            File.WriteAllBytes(temporary, signature);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException($"{target} cannot be written: {error.Message}", error);
        }

        return bundle;
    }

    /// <summary>Refuses the manifest unless the folder holds a signature of it by <paramref name="key"/>.</summary>
    internal static void Check(string folder, ReadOnlySpan<byte> manifest, BundleKey key)
    {
        if (!Exists(folder))
            throw new BundleException(
                $"Bundle '{folder}' is not signed ({FileName} is missing), but a signature is required."
            );
        var file = BundlePath.Resolve(folder, FileName);
        var size = new FileInfo(file).Length;
        if (size > MaxBytes)
            throw new BundleException($"{file} has {size} bytes; a signature has up to {MaxBytes}.");
        if (!key.Verifies(manifest, RegularFile.ReadAllBytes(file)))
        {
            throw new BundleException(
                $"Bundle '{folder}': {FileName} is no signature of this {BundleManifest.FileName} by the key "
                    + $"{key.Fingerprint[..16]}."
            );
        }
    }
}
