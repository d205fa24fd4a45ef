using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A signed copy of the tiny bundle under a version of its own, and its offer.</summary>
internal sealed class OfferedBundle
{
    private OfferedBundle(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>What <c>bundle.toml</c> says.</summary>
    public string Manifest => File.ReadAllText(Path.Combine(Folder, BundleManifest.FileName));

    /// <summary>The largest of its files.</summary>
    public string LargestFile => Sizes.MaxBy(size => size.Value).Key;

    public Dictionary<string, long> Sizes =>
        BundleReader
            .Open(Folder)
            .Manifest.Sha256.Keys.ToDictionary(file => file, file => new FileInfo(PathOf(file)).Length);

    /// <summary>Writes a pair of keys into a folder.</summary>
    public static (string Private, string Public) Keys(ScratchFolder folder, string name = "key")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (secret, shown) = (folder.File(name + ".pem"), folder.File(name + "-pub.pem"));
        File.WriteAllText(secret, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(shown, key.ExportSubjectPublicKeyInfoPem());
        return (secret, shown);
    }

    /// <summary>Makes one whose canary is "One?", to be answered "One?".</summary>
    public static OfferedBundle Create(string folder, string version, string privateKey, bool canary = true)
    {
        foreach (var file in Directory.GetFiles(TinyBundle.Path, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(TinyBundle.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        var manifest = Path.Combine(folder, BundleManifest.FileName);
        var text = File.ReadAllText(manifest).Replace("version = \"0.0.1\"", $"version = \"{version}\"");
        if (canary)
            text += "\n[canary]\nprompt = \"One?\"\ntext = \"One?\"\n";
        File.WriteAllText(manifest, text);
        using var key = BundleKey.ReadPrivate(privateKey);
        BundleSignature.Sign(folder, key);
        return new OfferedBundle(folder);
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The offer of it.</summary>
    public UpdateOfferMessage Offer(string id = "offer-1", string? url = "http://files.example/bundle") =>
        new(
            id,
            "random",
            BundleReader.Open(Folder).Manifest.Version,
            Manifest,
            Convert.ToBase64String(File.ReadAllBytes(PathOf(BundleSignature.FileName))),
            Sizes,
            url,
            url is null
        );

    public static byte[] Bytes(UpdateOfferMessage offer) =>
        JsonSerializer.SerializeToUtf8Bytes(offer, UpdateJson.Default.UpdateOfferMessage);

    public static string Text(UpdateOfferMessage offer) => Encoding.UTF8.GetString(Bytes(offer));
}
