using System.Security.Cryptography;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// An ECDSA P-256 key from a PEM file as OpenSSL writes it: <c>PUBLIC KEY</c> (RFC 5280) to check signatures,
/// <c>PRIVATE KEY</c> (RFC 5208) or <c>EC PRIVATE KEY</c> (RFC 5915) to make them.
/// </summary>
public sealed class BundleKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7"; // RFC 5480: secp256r1, also called prime256v1
    private const int MaxFileBytes = 1 << 16;

    private readonly ECDsa _key;

    private BundleKey(ECDsa key) => _key = key;

    /// <summary>Lower-case hex SHA-256 of the public key's SubjectPublicKeyInfo, to compare keys by.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>Reads a public key. A private one is refused: it has no place on a device.</summary>
    /// <exception cref="BundleException">The file is none, or holds something else.</exception>
    public static BundleKey ReadPublic(string file) => Read(file, wantsPrivate: false);

    /// <summary>Reads a private key without a passphrase.</summary>
    /// <exception cref="BundleException">The file is none, or holds something else.</exception>
    public static BundleKey ReadPrivate(string file) => Read(file, wantsPrivate: true);

    /// <summary>A signature over <paramref name="data"/> in the format of <see cref="BundleSignature"/>.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether <paramref name="signature"/> is this key's over <paramref name="data"/>.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static BundleKey Read(string file, bool wantsPrivate)
    {
        var wanted = wantsPrivate ? "private" : "public";
        var pem = ReadText(file, wanted);
        var isPrivate = pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        if (isPrivate != wantsPrivate)
            throw new BundleException(
                $"{file} holds {(isPrivate ? "a private key; give the public one" : "no private key in PEM")}."
            );
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new BundleException($"{file} is encrypted with a passphrase; give the key without one.");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            return curve == P256
                ? new BundleKey(key)
                : throw new BundleException(
                    $"{file} is a key on the curve {curve}; bundles are signed with P-256 ({P256})."
                );
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new BundleException($"{file} holds no {wanted} ECDSA P-256 key in PEM: {error.Message}", error);
        }
        catch (BundleException)
        {
            key.Dispose();
            throw;
        }
    }

    private static string ReadText(string file, string wanted)
    {
        try
        {
            return RegularFile.ReadAllText(file, MaxFileBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException($"The {wanted} key {file} cannot be read: {error.Message}", error);
        }
    }
}
