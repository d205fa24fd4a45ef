using System.Security.Cryptography;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class BundleWriterTests
{
    [Fact]
    public void Every_referenced_file_gets_its_hash()
    {
        using var folder = new TemporaryFolder();

        var manifest = Manifests.WriteTo(folder);

        Assert.Equal(7, manifest.Sha256.Count);
        var content = File.ReadAllBytes(Path.Combine(folder.Path, "q/decoder.onnx"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), manifest.Sha256["q/decoder.onnx"]);
        Assert.False(File.Exists(Path.Combine(folder.Path, "bundle.toml.new")));
    }

    [Fact]
    public void Further_files_are_listed_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.md", "how it was trained");

        var manifest = Manifests.WriteTo(
            folder,
            Manifests.Example with
            {
                Sha256 = new Dictionary<string, string> { ["notes.md"] = "" },
            }
        );

        Assert.Contains("notes.md", manifest.Sha256.Keys);
        Assert.Equal(8, BundleReader.Open(folder.Path).Manifest.Sha256.Count);
    }

    [Fact]
    public void Missing_file_is_named_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<BundleException>(() => BundleWriter.Write(folder.Path, Manifests.Example));

        Assert.Contains("'tokenizer.json' is missing", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "bundle.toml")));
    }

    [Fact]
    public void Manifest_that_could_not_be_read_back_is_not_written()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<BundleException>(() =>
            Manifests.WriteTo(folder, Manifests.Example with { Model = Manifests.Example.Model with { KvHeads = 4 } })
        );

        Assert.Contains("kv_heads is 4, which does not divide the 6 heads", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "bundle.toml")));
    }
}
