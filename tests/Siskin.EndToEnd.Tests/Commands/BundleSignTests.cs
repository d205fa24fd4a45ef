using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

/// <summary>Signatures between this binary and OpenSSL's program, with keys as that makes them.</summary>
public sealed class BundleSignTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly string _bundle;
    private readonly string _key;
    private readonly string _public;

    public BundleSignTests()
    {
        _bundle = BundleCopy.Into(_folder);
        (_key, _public) = (_folder.File("key.pem"), _folder.File("pub.pem"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out")] // PRIVATE KEY
    [InlineData("ecparam -name prime256v1 -genkey -out")] // EC PARAMETERS, EC PRIVATE KEY
    public async Task What_one_signs_the_other_verifies(string make)
    {
        (await OpenSsl([.. make.Split(' '), _key])).Expect(0);
        (await OpenSsl("ec", "-in", _key, "-pubout", "-out", _public)).Expect(0);
        var (manifest, signature) = (Path.Combine(_bundle, "bundle.toml"), Path.Combine(_bundle, "bundle.toml.sig"));

        (await Siskin("bundle", "sign", "--key", _key, _bundle)).Expect(0);
        (await OpenSsl("dgst", "-sha256", "-verify", _public, "-signature", signature, manifest)).Expect(0);

        (await OpenSsl("dgst", "-sha256", "-sign", _key, "-out", signature, manifest)).Expect(0);
        var verified = (await Siskin("bundle", "verify", "--public-key", _public, _bundle)).Expect(0);
        Assert.Contains("signature right", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_key_is_configured_only_its_bundles_start()
    {
        (await OpenSsl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", _key)).Expect(0);
        (await OpenSsl("ec", "-in", _key, "-pubout", "-out", _public)).Expect(0);
        var config = _folder.Write("siskin.toml", $"[bundle]\npath = \"{_bundle}\"\npublic_key_file = \"pub.pem\"\n");

        foreach (var verb in new[] { "run", "check" })
        {
            var refused = (await Siskin(verb, "--config", config)).Expect(2);
            Assert.Contains("is not signed", refused.Error, StringComparison.Ordinal);
            Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        (await Siskin("bundle", "sign", "--key", _key, _bundle)).Expect(0);
        var accepted = (await Siskin("check", "--config", config)).Expect(0);
        Assert.Contains("signature right", accepted.Output, StringComparison.Ordinal);
    }

    private static Task<Finished> Siskin(params string[] arguments) =>
        ChildProcess.RunAsync(Checkout.Binary, arguments);

    private static Task<Finished> OpenSsl(params string[] arguments) =>
        ChildProcess.RunAsync(Checkout.Program("openssl"), arguments);
}
