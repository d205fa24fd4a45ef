using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>A manifest's <c>[ocr]</c>.</summary>
public sealed class OcrGraphsTests : IDisposable
{
    private static readonly OcrGraphs Ocr = new("ocr/recognition.onnx", "0123456789.,-°\"\\ ")
    {
        Detection = "ocr/detection.onnx",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_reads_back_the_same_and_its_files_are_listed()
    {
        Manifests.WriteTo(_folder, Manifests.Example with { Ocr = Ocr });

        var read = BundleReader.Open(_folder.Path).Manifest;

        Assert.Equal(Ocr, read.Ocr);
        Assert.Contains(Ocr.Recognition, read.Sha256.Keys);
        Assert.Contains(Ocr.Detection, read.Sha256.Keys);
    }

    [Fact]
    public void A_bundle_may_have_none_or_one_that_only_reads()
    {
        Manifests.WriteTo(_folder, Manifests.Example with { Ocr = Ocr with { Detection = null } });
        using var without = new TemporaryFolder();
        Manifests.WriteTo(without);

        Assert.Null(BundleReader.Open(_folder.Path).Manifest.Ocr!.Detection);
        Assert.Null(BundleReader.Open(without.Path).Manifest.Ocr);
    }

    [Fact]
    public void An_altered_graph_is_noticed_with_all_files_and_with_a_variant()
    {
        Manifests.WriteTo(_folder, Manifests.Example with { Ocr = Ocr });
        _folder.Write(Ocr.Recognition, "something else");

        var whole = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));
        var bundle = BundleReader.Open(_folder.Path, check: BundleCheck.WhatIsUsed);
        var used = Assert.Throws<BundleException>(() =>
            bundle.Hashes.CheckAsync(bundle.Manifest.Variants[0]).GetAwaiter().GetResult()
        );

        Assert.Contains("'ocr/recognition.onnx' has SHA-256", whole.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Message, used.Message);
    }

    [Fact]
    public void A_graph_that_is_none_is_noticed()
    {
        var manifest = Manifests.WriteTo(_folder, Manifests.Example with { Ocr = Ocr });
        _folder.Write(Ocr.Detection!, "no graph");
        BundleWriter.Write(_folder.Path, manifest);

        var error = Assert.Throws<BundleException>(BundleReader.Open(_folder.Path).CheckGraphs);

        Assert.Contains("'ocr/detection.onnx' cannot be loaded", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("characters = \"01\"", "[ocr] recognition is missing")]
    [InlineData("recognition = \"../r.onnx\"\ncharacters = \"01\"", "[ocr] recognition '../r.onnx' leaves")]
    [InlineData("recognition = \"tokenizer.json\"", "[ocr] characters is missing")]
    [InlineData("recognition = \"tokenizer.json\"\ncharacters = \"0120\"", "[ocr] characters has '0' twice")]
    [InlineData("recognition = \"tokenizer.json\"\ncharacters = \"01\\n\"", "[ocr] characters has U+000A")]
    [InlineData("recognition = \"r.onnx\"\ncharacters = \"01\"", "[sha256] does not list 'r.onnx'")]
    [InlineData("recognition = \"tokenizer.json\"\ncharacters = \"0\"\ndetection = 1", "[ocr] detection is not a text")]
    public void What_is_wrong_is_named(string lines, string said)
    {
        Manifests.WriteTo(_folder);
        File.AppendAllText(Path.Combine(_folder.Path, "bundle.toml"), $"\n[ocr]\n{lines}\n");

        var error = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }
}
