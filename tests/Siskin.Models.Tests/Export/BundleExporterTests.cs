using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Export;

public sealed class BundleExporterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bundles").FullName;

    private string Folder => Path.Combine(_root, "bundle");

    [Fact]
    public void A_written_bundle_opens_with_every_variant()
    {
        RandomBundle.Write(Folder, TestModel.Options, seed: 1, BundleVariantPlan.Usual);

        var bundle = BundleReader.Open(Folder);

        Assert.Equal(
            BundleVariantPlan.Usual.Select(plan => plan.Id),
            bundle.Manifest.Variants.Select(variant => variant.Id)
        );
        Assert.Equal(TestModel.Options.ToShape(RandomVocabulary.Tokens), bundle.Manifest.Model);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void The_same_seed_gives_the_same_hashes()
    {
        var first = RandomBundle.Write(Folder, TestModel.Options, seed: 5, BundleVariantPlan.Usual);
        var second = RandomBundle.Write(Folder, TestModel.Options, seed: 5, BundleVariantPlan.Usual);

        Assert.Equal(first.Sha256.OrderBy(file => file.Key), second.Sha256.OrderBy(file => file.Key));
    }

    [Fact]
    public void Calibration_gives_the_same_hashes_too()
    {
        var first = RandomBundle.Write(Folder, Tiny.Options, seed: 5, BundleVariantPlan.Named("qnn-a16w8"));
        var second = RandomBundle.Write(Folder, Tiny.Options, seed: 5, BundleVariantPlan.Named("qnn-a16w8"));

        Assert.Equal(first.Sha256.OrderBy(file => file.Key), second.Sha256.OrderBy(file => file.Key));
    }

    [Fact]
    public void A_variant_with_quantized_activations_needs_samples()
    {
        using var network = RandomNetwork.Create(Tiny.Options, seed: 1);
        var content = new BundleContent(
            "bare",
            "1",
            Tiny.Options,
            Weights.Of(network),
            RandomVocabulary.Write(300),
            RandomVocabulary.Tokens,
            BundleVariantPlan.Named("qnn-a16w8")
        );

        var wrong = Assert.Throws<ArgumentException>(() => BundleExporter.Write(Folder, content));

        Assert.Contains("qnn-a16w8 needs samples", wrong.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void An_older_bundle_is_replaced_as_a_whole()
    {
        RandomBundle.Write(Folder, TestModel.Options, seed: 1, BundleVariantPlan.Usual);
        RandomBundle.Write(
            Folder,
            TestModel.Options with
            {
                Vision = null,
            },
            seed: 1,
            BundleVariantPlan.Named("cpu-int8")
        );

        var bundle = BundleReader.Open(Folder);

        Assert.Null(bundle.Variant("cpu-int8").Vision);
        Assert.False(Directory.Exists(Path.Combine(Folder, "cpu-fp32")));
    }

    [Fact]
    public void A_variant_that_is_written_anew_leaves_nothing_of_the_old_one()
    {
        const string Old = "cpu-int8/old.bin";
        var written = RandomBundle.Write(Folder, TestModel.Options, seed: 1, BundleVariantPlan.Usual);
        File.WriteAllText(Path.Combine(Folder, Old), "of an older version");
        BundleWriter.Write(Folder, written with { Sha256 = new Dictionary<string, string> { [Old] = "" } });
        using var network = RandomNetwork.Create(TestModel.Options, seed: 1);

        BundleExporter.Add(
            Folder,
            new BundleContent(
                written.Name,
                written.Version,
                TestModel.Options,
                Weights.Of(network),
                RandomVocabulary.Write(TestModel.Options.VocabSize),
                RandomVocabulary.Tokens,
                BundleVariantPlan.Named("cpu-int8")
            )
        );

        var bundle = BundleReader.Open(Folder);
        Assert.Equal(written.Sha256.Keys.Order(), bundle.Manifest.Sha256.Keys.Order());
        Assert.False(File.Exists(Path.Combine(Folder, Old)));
    }

    [Fact]
    public void A_folder_that_is_no_bundle_is_left_alone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "thesis.txt"), "mine");

        Assert.Throws<IOException>(() =>
            RandomBundle.Write(Folder, TestModel.Options, seed: 1, BundleVariantPlan.Usual)
        );

        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "thesis.txt")));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void A_weight_that_no_graph_takes_fails_the_export()
    {
        var options = TestModel.Options with { DecoderLayers = 1 };
        using var larger = RandomNetwork.Create(TestModel.Options, seed: 1);
        var content = new BundleContent(
            "odd",
            "1",
            options,
            Weights.Of(larger),
            RandomVocabulary.Write(300),
            RandomVocabulary.Tokens,
            BundleVariantPlan.Usual
        );

        var wrong = Assert.Throws<InvalidOperationException>(() => BundleExporter.Write(Folder, content));

        Assert.Contains("decoder.layers.1.", wrong.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void An_unknown_variant_is_named()
    {
        var wrong = Assert.Throws<ArgumentException>(() => BundleVariantPlan.Named("gpu"));

        Assert.Contains("'gpu'", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
