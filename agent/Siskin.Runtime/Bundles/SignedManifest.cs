using System.Text;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Bundles;

/// <summary>Reads the manifest of an offered bundle: its signature has arrived, its files have not.</summary>
public static class SignedManifest
{
    /// <summary>Longest manifest in bytes.</summary>
    public const int MaxBytes = BundleReader.MaxManifestBytes;

    /// <summary>Checks the signature, then reads and validates the manifest.</summary>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="manifest">The bytes of <c>bundle.toml</c>.</param>
    /// <param name="signature">The bytes of <c>bundle.toml.sig</c>.</param>
    /// <param name="key">Public key whose signature it must be.</param>
    /// <exception cref="BundleException">The signature is not this key's, or the manifest cannot be used.</exception>
    public static BundleManifest Read(
        string source,
        ReadOnlySpan<byte> manifest,
        ReadOnlySpan<byte> signature,
        BundleKey key
    )
    {
        if (manifest.Length > MaxBytes)
            throw new BundleException($"{source} has {manifest.Length} bytes; allowed are up to {MaxBytes}.");
        if (signature.Length is 0 or > BundleSignature.MaxBytes || !key.Verifies(manifest, signature))
            throw new BundleException(
                $"{source}: the signature is none of this {BundleManifest.FileName} by the key {key.Fingerprint[..16]}."
            );
        using var reader = new StreamReader(new MemoryStream(manifest.ToArray()), Encoding.UTF8);
        return ManifestReader.Read(reader.ReadToEnd(), source, ExecutionProviders.Standard);
    }
}
