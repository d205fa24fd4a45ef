using System.Security.Cryptography;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class BundleSignatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _keys = new();
    private readonly string _private;
    private readonly string _public;

    public BundleSignatureTests()
    {
        Manifests.WriteTo(_folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _private = _keys.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        _public = _keys.Write("pub.pem", key.ExportSubjectPublicKeyInfoPem());
    }

    private string Manifest => Path.Combine(_folder.Path, BundleManifest.FileName);

    private string Signature => Path.Combine(_folder.Path, BundleSignature.FileName);

    public void Dispose()
    {
        _folder.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public void Signed_bundle_opens_with_its_key_and_without()
    {
        Sign();

        Assert.Equal("siskin-test", Open().Manifest.Name);
        Assert.Equal("siskin-test", BundleReader.Open(_folder.Path).Manifest.Name);
    }

    [Fact]
    public void Signature_is_the_der_form_over_the_manifest_alone()
    {
        Sign();

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(_public));
        Assert.True(
            key.VerifyData(
                File.ReadAllBytes(Manifest),
                File.ReadAllBytes(Signature),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            )
        );
    }

    [Fact]
    public void Bundle_with_weights_elsewhere_is_not_signed()
    {
        _folder.Write("q/encoder.onnx", "no graph");
        BundleWriter.Write(_folder.Path, Manifests.Example);

        Assert.Contains(
            "graph 'q/encoder.onnx' cannot be loaded",
            Assert.Throws<BundleException>(Sign).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Signature));
    }

    [Fact]
    public void Unsigned_bundle_is_refused_only_where_a_key_is_given()
    {
        Assert.Contains("is not signed (bundle.toml.sig is missing)", Refused(), StringComparison.Ordinal);
        Assert.NotNull(BundleReader.Open(_folder.Path));
    }

    [Fact]
    public void Signature_of_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using (var key = BundleKey.ReadPrivate(_keys.Write("other.pem", other.ExportECPrivateKeyPem())))
            BundleSignature.Sign(_folder.Path, key);

        Assert.Contains("bundle.toml.sig is no signature of this bundle.toml", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_that_was_altered_after_signing_is_refused_before_it_is_parsed()
    {
        Sign();
        File.AppendAllText(Manifest, "this is no TOML");

        Assert.Contains("is no signature of this bundle.toml", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_was_altered_after_signing_is_refused_by_its_hash()
    {
        Sign();
        File.AppendAllText(Path.Combine(_folder.Path, "tokenizer.json"), " ");

        Assert.Contains("'tokenizer.json' has SHA-256", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(72)]
    [InlineData(73)]
    public void Bytes_that_are_no_signature_are_refused(int length)
    {
        File.WriteAllBytes(Signature, new byte[length]);

        Assert.Contains("bundle.toml.sig", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_flipped_bit_of_a_signature_is_refused()
    {
        Sign();
        var right = File.ReadAllBytes(Signature);
        for (var i = 0; i < right.Length * 8; i += 7)
        {
            byte[] wrong = [.. right];
            wrong[i / 8] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(Signature, wrong);
            Refused();
        }
    }

    [Fact]
    public void Writing_the_manifest_again_removes_the_signature()
    {
        Sign();

        BundleWriter.Write(_folder.Path, BundleReader.Open(_folder.Path).Manifest with { Version = "1.3.0" });

        Assert.False(File.Exists(Signature));
        Assert.Contains("is not signed", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bundle_with_a_wrong_hash_is_not_signed()
    {
        File.AppendAllText(Path.Combine(_folder.Path, "tokenizer.json"), " ");

        Assert.Throws<BundleException>(Sign);
        Assert.False(File.Exists(Signature));
    }

    [Fact]
    public void Private_key_is_refused_as_public_one() =>
        Assert.Contains(
            "holds a private key; give the public one",
            Assert.Throws<BundleException>(() => BundleKey.ReadPublic(_private)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Public_key_is_refused_as_private_one() =>
        Assert.Contains(
            "holds no private key",
            Assert.Throws<BundleException>(() => BundleKey.ReadPrivate(_public)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Other_curves_and_other_kinds_of_keys_are_refused()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        foreach (
            var pem in new[]
            {
                large.ExportSubjectPublicKeyInfoPem(),
                rsa.ExportSubjectPublicKeyInfoPem(),
                "garbage",
                "",
            }
        )
        {
            var file = _keys.Write("wrong.pem", pem);
            var message = Assert.Throws<BundleException>(() => BundleKey.ReadPublic(file)).Message;
            Assert.Contains(file, message, StringComparison.Ordinal);
            Assert.Contains("P-256", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Key_with_a_passphrase_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = _keys.Write(
            "locked.pem",
            key.ExportEncryptedPkcs8PrivateKeyPem(
                "secret",
                new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)
            )
        );

        Assert.Contains(
            "passphrase",
            Assert.Throws<BundleException>(() => BundleKey.ReadPrivate(file)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Missing_key_file_is_named() =>
        Assert.Contains(
            "/nowhere/key.pem cannot be read",
            Assert.Throws<BundleException>(() => BundleKey.ReadPublic("/nowhere/key.pem")).Message,
            StringComparison.Ordinal
        );

    private void Sign()
    {
        using var key = BundleKey.ReadPrivate(_private);
        BundleSignature.Sign(_folder.Path, key);
    }

    private Bundle Open()
    {
        using var key = BundleKey.ReadPublic(_public);
        return BundleReader.Open(_folder.Path, key);
    }

    private string Refused() => Assert.Throws<BundleException>(Open).Message;
}
