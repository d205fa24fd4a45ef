using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Tests.Export;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("export").FullName;

    private string Bundle => Path.Combine(_root, "mini");

    private string Tokenizer => Path.Combine(_root, "tokenizer.json");

    [Fact]
    public async Task A_checkpoint_becomes_a_bundle_with_the_folders_name()
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize);

        var code = await ToolCommand.RunAsync(
            "export",
            Path.Combine(_root, "checkpoint"),
            Bundle,
            "--tokenizer",
            Tokenizer,
            "--version",
            "1.2.3"
        );

        var manifest = BundleReader.Open(Bundle).Manifest;
        Assert.Equal((0, "mini", "1.2.3"), (code, manifest.Name, manifest.Version));
        Assert.Equal(BundleVariantPlan.Usual.Select(plan => plan.Id), manifest.Variants.Select(variant => variant.Id));
    }

    [Fact]
    public async Task The_manifest_has_the_recipes_version_and_the_tasks_to_which_it_gives_weight()
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize);
        var recipe = Path.Combine(_root, "recipe.toml");
        File.WriteAllText(
            recipe,
            "version = \"3.1.4\"\nquestion_language = 1\n[tasks]\ncompare = 1\ngauge = 2\nevents = 0\n"
        );

        var code = await ToolCommand.RunAsync(
            "export",
            Path.Combine(_root, "checkpoint"),
            Bundle,
            "--tokenizer",
            Tokenizer,
            "--recipe",
            recipe
        );

        Assert.Equal(0, code);
        var manifest = BundleReader.Open(Bundle).Manifest;
        Assert.Equal(["gauge", "compare"], manifest.Tasks.Select(task => task.Name));
        Assert.Equal("3.1.4", manifest.Version);
        Assert.Equal(1, manifest.QuestionLanguage);
    }

    [Fact]
    public async Task Large_float_weights_are_stored_in_16_bits()
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize);
        string[] export = ["export", Path.Combine(_root, "checkpoint"), Bundle, "--tokenizer", Tokenizer];

        Assert.Equal(0, await ToolCommand.RunAsync(export));

        Assert.Contains(ElementType.Float16, Types());

        ElementType[] Types()
        {
            var bundle = BundleReader.Open(Bundle);
            var decoder = bundle.GraphPath(bundle.Variant("cpu-fp32").Decoder);
            return [.. ModelProto.Load(decoder).Graph.Initializers.Select(tensor => tensor.Type).Distinct()];
        }
    }

    [Theory]
    [InlineData("--variants", "cpu-int8", "cpu-fp32")]
    [InlineData("--variants", "cpu-fp32")]
    public async Task A_variant_is_added_to_a_bundle_of_the_same_checkpoint(params string[] written)
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize);
        var checkpoint = Path.Combine(_root, "checkpoint");
        await ToolCommand.RunAsync([
            "export",
            checkpoint,
            Bundle,
            "--tokenizer",
            Tokenizer,
            "--version",
            "1.2.3",
            .. written,
        ]);
        var before = BundleWriter.Write(
            Bundle,
            BundleReader.Open(Bundle).Manifest with
            {
                Confidence = new ConfidenceCalibration(0.5f, 1),
            }
        );

        var code = await ToolCommand.RunAsync(
            "export",
            checkpoint,
            Bundle,
            "--tokenizer",
            Tokenizer,
            "--add",
            "--variants",
            "qnn-a16w8",
            "--calibration-samples",
            "8"
        );

        var after = BundleReader.Open(Bundle).Manifest;
        Assert.Equal(0, code);
        Assert.Equal(
            [.. before.Variants.Select(variant => variant.Id), "qnn-a16w8"],
            after.Variants.Select(variant => variant.Id)
        );
        Assert.Equal((before.Name, before.Version, before.Confidence), (after.Name, after.Version, after.Confidence));
        Assert.All(before.Sha256, file => Assert.Equal(file.Value, after.Sha256[file.Key]));
        Assert.Equal(0, await ToolCommand.RunAsync("lint", Bundle));
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-fp32")]
    public async Task A_variant_of_another_checkpoint_is_not_added(string written)
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize);
        var checkpoint = Path.Combine(_root, "checkpoint");
        await ToolCommand.RunAsync("export", checkpoint, Bundle, "--tokenizer", Tokenizer, "--variants", written);
        var manifest = File.ReadAllText(Path.Combine(Bundle, BundleManifest.FileName));
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize, seed: 4);

        var code = await ToolCommand.RunAsync(
            "export",
            checkpoint,
            Bundle,
            "--tokenizer",
            Tokenizer,
            "--add",
            "--variants",
            "qnn-a16w8",
            "--calibration-samples",
            "1"
        );

        Assert.Equal(2, code);
        Assert.Equal(manifest, File.ReadAllText(Path.Combine(Bundle, BundleManifest.FileName)));
    }

    [Fact]
    public async Task A_tokenizer_with_more_tokens_than_the_network_is_refused()
    {
        SaveCheckpoint(vocabulary: TestModel.Options.VocabSize + 1);

        Assert.Equal(
            2,
            await ToolCommand.RunAsync("export", Path.Combine(_root, "checkpoint"), Bundle, "--tokenizer", Tokenizer)
        );

        Assert.False(Directory.Exists(Bundle));
    }

    [Fact]
    public async Task A_folder_without_checkpoint_is_refused()
    {
        File.WriteAllBytes(Tokenizer, RandomVocabulary.Write(300));

        Assert.Equal(2, await ToolCommand.RunAsync("export", _root, Bundle, "--tokenizer", Tokenizer));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void SaveCheckpoint(int vocabulary, long seed = 3)
    {
        using var network = RandomNetwork.Create(TestModel.Options, seed);
        new Checkpoint(Step: 1, SamplesDrawn: 1, TestModel.Options).Save(
            Path.Combine(_root, "checkpoint"),
            network,
            optimizer: null
        );
        File.WriteAllBytes(Tokenizer, RandomVocabulary.Write(vocabulary));
    }
}
