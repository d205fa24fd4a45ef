namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A signed copy of a bundle under another version.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="PublicKey">Key that signed it.</param>
internal sealed record SignedCopy(string Folder, string PublicKey)
{
    /// <summary>Makes it in <paramref name="folder"/>, with a key of its own.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="version">Its version.</param>
    /// <param name="more">Further lines of its manifest.</param>
    /// <param name="original">The bundle, where it is not the tiny one.</param>
    public static async Task<SignedCopy> CreateAsync(
        ScratchFolder folder,
        string version,
        string more = "",
        string? original = null
    )
    {
        var (key, shown) = (folder.File("key.pem"), folder.File("pub.pem"));
        var openSsl = Checkout.Program("openssl");
        (
            await ChildProcess.RunAsync(openSsl, ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key])
        ).Expect(0);
        (await ChildProcess.RunAsync(openSsl, ["ec", "-in", key, "-pubout", "-out", shown])).Expect(0);
        var bundle = BundleCopy.Into(folder, original);
        var manifest = Path.Combine(bundle, "bundle.toml");
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest).Replace("version = \"0.0.1\"", $"version = \"{version}\"") + more
        );
        (await ChildProcess.RunAsync(Checkout.Binary, ["bundle", "sign", "--key", key, bundle])).Expect(0);
        return new SignedCopy(bundle, shown);
    }
}
