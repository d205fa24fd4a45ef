using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>A manifest's <c>[strips]</c>.</summary>
public sealed class StripGraphsTests : IDisposable
{
    private static readonly StripGraphs Strips = new([
        new("hands", "strips/hands.onnx"),
        new("another", "strips/another.onnx"),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_reads_back_the_same_and_its_files_are_listed()
    {
        Manifests.WriteTo(_folder, Manifests.Example with { Strips = Strips });

        var read = BundleReader.Open(_folder.Path).Manifest;

        Assert.Equal(Strips, read.Strips);
        Assert.Equal("strips/hands.onnx", read.Strips!.For(StripGraphs.Hands));
        Assert.Null(read.Strips.For("none"));
        Assert.Subset(read.Sha256.Keys.ToHashSet(), Strips.Graphs.ToHashSet());
    }

    [Fact]
    public void An_altered_graph_is_noticed_with_all_files_and_with_a_variant()
    {
        Manifests.WriteTo(_folder, Manifests.Example with { Strips = Strips });
        _folder.Write("strips/hands.onnx", "something else");

        var whole = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));
        var bundle = BundleReader.Open(_folder.Path, check: BundleCheck.WhatIsUsed);
        var used = Assert.Throws<BundleException>(() =>
            bundle.Hashes.CheckAsync(bundle.Manifest.Variants[0]).GetAwaiter().GetResult()
        );

        Assert.Contains("'strips/hands.onnx' has SHA-256", whole.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Message, used.Message);
    }

    [Fact]
    public void A_graph_that_is_none_is_noticed()
    {
        var manifest = Manifests.WriteTo(_folder, Manifests.Example with { Strips = Strips });
        _folder.Write("strips/another.onnx", "no graph");
        BundleWriter.Write(_folder.Path, manifest);

        var error = Assert.Throws<BundleException>(BundleReader.Open(_folder.Path).CheckGraphs);

        Assert.Contains("'strips/another.onnx' cannot be loaded", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "strips is empty")]
    [InlineData("hands = \"../h.onnx\"", "[strips] hands '../h.onnx' leaves")]
    [InlineData("hands = 1", "[strips] hands is not a text")]
    [InlineData("hands = \"h.onnx\"", "[sha256] does not list 'h.onnx'")]
    public void What_is_wrong_is_named(string lines, string said)
    {
        Manifests.WriteTo(_folder);
        File.AppendAllText(Path.Combine(_folder.Path, "bundle.toml"), $"\n[strips]\n{lines}\n");

        var error = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }
}
