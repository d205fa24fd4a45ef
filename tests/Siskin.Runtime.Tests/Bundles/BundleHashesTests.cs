using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Inference;
using Siskin.Runtime.Tests.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>What a device does not run it need not read; what it runs is never an altered file.</summary>
public sealed class BundleHashesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_files_of_a_variant_are_checked_when_it_is_loaded()
    {
        Copy();
        Alter("cpu-fp32/encoder.onnx");
        var bundle = BundleReader.Open(_folder.Path, check: BundleCheck.WhatIsUsed);

        using (var engine = InferenceEngine.Load(bundle, new EngineOptions("cpu-int8")))
            Assert.Equal("cpu-int8", engine.Variant.Id);

        var error = Assert.Throws<BundleException>(() => InferenceEngine.Load(bundle, new EngineOptions("cpu-fp32")));
        Assert.Contains("'cpu-fp32/encoder.onnx' has SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));
    }

    [Fact]
    public void An_altered_file_is_named_even_where_it_is_no_graph_any_more()
    {
        Copy();
        File.WriteAllText(Path.Combine(_folder.Path, "cpu-int8/decoder.onnx"), "not a graph");
        var bundle = BundleReader.Open(_folder.Path, check: BundleCheck.WhatIsUsed);

        var error = Assert.Throws<BundleException>(() => InferenceEngine.Load(bundle, new EngineOptions("cpu-int8")));

        Assert.Contains("'cpu-int8/decoder.onnx' has SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_no_variant_is_checked_at_once()
    {
        Copy();
        Alter("tokenizer.json");

        var error = Assert.Throws<BundleException>(() =>
            BundleReader.Open(_folder.Path, check: BundleCheck.WhatIsUsed)
        );

        Assert.Contains("'tokenizer.json' has SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graphs_that_read_print_are_checked_with_whatever_variant_is_loaded()
    {
        using var bundle = new EchoBundle(
            alter: folder => OcrBundleGraphs.Write(folder, OcrBundleGraphs.Reading("12")),
            change: OcrBundleGraphs.Added
        );
        var opened = bundle.Open();
        var hashes = new BundleHashes(opened.Folder, opened.Manifest, signed: false);
        File.AppendAllText(opened.PathOf("ocr/recognition.onnx"), " ");

        hashes.Check(hashes.OfNoVariant);

        var error = Assert.Throws<BundleException>(() =>
            hashes.CheckAsync(opened.Manifest.Variants[0]).GetAwaiter().GetResult()
        );
        Assert.Contains("'ocr/recognition.onnx' has SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_bundle_is_checked_before_anything_of_it_is_opened()
    {
        Copy();
        Alter("cpu-int8/decoder.onnx");
        var manifest = BundleReader.Open(FixtureBundles.Tiny).Manifest;
        var hashes = new BundleHashes(_folder.Path, manifest, signed: true);

        var error = Assert.Throws<BundleException>(() =>
        {
            _ = hashes.CheckAsync(manifest.Variants[0]);
        });

        Assert.Contains("'cpu-int8/decoder.onnx'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_once()
    {
        Copy();
        var manifest = BundleReader.Open(_folder.Path).Manifest;
        var hashes = new BundleHashes(_folder.Path, manifest, signed: true);
        _ = hashes.CheckAsync(manifest.Variants[0]);

        Alter("cpu-int8/decoder.onnx"); // after it was found right

        Assert.True(hashes.CheckAsync(manifest.Variants[0]).IsCompletedSuccessfully);
    }

    private void Copy()
    {
        foreach (var file in Directory.GetFiles(FixtureBundles.Tiny, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, Path.GetRelativePath(FixtureBundles.Tiny, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void Alter(string file) => File.AppendAllText(Path.Combine(_folder.Path, file), " ");
}
