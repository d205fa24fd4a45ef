using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Export;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class OcrCommandTests : IDisposable
{
    private readonly ScratchFolder _root = new();
    private readonly string _bundle,
        _recognition,
        _detection,
        _dictionary;

    public OcrCommandTests()
    {
        _bundle = At("bundle");
        RandomBundle.Write(_bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        _recognition = At("recognition.onnx");
        OcrModel.Recognition(classes: 6).Save(_recognition); // a blank, four characters and the space
        _detection = At("detection.onnx");
        OcrModel.Detection().Save(_detection);
        _dictionary = At("keys.txt");
        File.WriteAllText(_dictionary, "0\n1\n.\n字\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Graphs_get_into_a_bundle_that_loads_and_again_in_the_place_of_older_ones()
    {
        Assert.Equal(0, await Run("10 "));
        Assert.Equal(0, await Run(".1", "--detection", _detection));

        var bundle = BundleReader.Open(_bundle);
        Assert.Equal(".1", bundle.Manifest.Ocr!.Characters);
        bundle.CheckGraphs();
        using var engine = InferenceEngine.Load(bundle, new EngineOptions(Threads: 1));
        Assert.Equal(["cpu-int8"], bundle.Manifest.Variants.Select(variant => variant.Id));
    }

    [Fact]
    public async Task Whose_work_it_is_stays_with_every_copy()
    {
        var (notice, license, copy) = (At("notice.txt"), At("license.txt"), At("copy"));
        File.WriteAllText(notice, "The graphs are theirs.\n");
        File.WriteAllText(license, "You may.");
        File.WriteAllText(Path.Combine(_bundle, BundleFolder.Notice), "The photographs are of others.\n");
        for (var time = 0; time < 2; time++)
            Assert.Equal(0, await Run("01", "--notice", notice, "--license", license));

        Assert.Equal(0, await ToolCommand.RunAsync("ship", _bundle, copy));

        Assert.Equal(
            "The photographs are of others.\n\nThe graphs are theirs.\n",
            File.ReadAllText(Path.Combine(copy, BundleFolder.Notice))
        );
        Assert.Equal("You may.", File.ReadAllText(Path.Combine(copy, "ocr", "LICENSE")));
        var shipped = BundleReader.Open(copy).Manifest;
        Assert.Equal("01", shipped.Ocr!.Characters);
        Assert.Contains("ocr/LICENSE", shipped.Sha256.Keys);
    }

    [Fact]
    public async Task A_requantized_copy_has_the_graphs()
    {
        Assert.Equal(0, await Run("01"));

        Assert.Equal(0, await ToolCommand.RunAsync("requantize", _bundle, At("copy")));

        Assert.Equal("01", BundleReader.Open(At("copy")).Manifest.Ocr!.Characters);
    }

    [Fact]
    public async Task What_does_not_fit_leaves_the_bundle_as_it_was()
    {
        File.WriteAllText(_dictionary, "0\n1\n");

        Assert.Equal(2, await Run("01"));

        Assert.Null(BundleReader.Open(_bundle).Manifest.Ocr);
    }

    private Task<int> Run(string characters, params string[] further) =>
        ToolCommand.RunAsync([
            "ocr",
            _bundle,
            "--recognition",
            _recognition,
            "--dictionary",
            _dictionary,
            "--characters",
            characters,
            .. further,
        ]);

    private string At(string name) => Path.Combine(_root.Path, name);
}
