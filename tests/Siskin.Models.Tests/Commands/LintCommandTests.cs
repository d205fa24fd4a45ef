using System.Text.Json;
using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Export.Lint;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Tests.Export.Lint;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lint").FullName;

    private string Bundle => Path.Combine(_root, "bundle");

    [Fact]
    public async Task A_bundle_of_the_exporter_passes_and_a_broken_one_is_reported()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 1, BundleVariantPlan.Named("qnn-a16w8"));
        Assert.Equal(0, await ToolCommand.RunAsync("lint", "--provider", "qnn", Bundle));
        Break();

        (var code, var text) = await ToolRun.Capture("lint", Bundle, "--json");

        Assert.Equal(1, code);
        var report = JsonDocument.Parse(text).RootElement;
        var finding = Assert.Single(report.GetProperty("findings").EnumerateArray());
        Assert.Equal("softmax", finding.GetProperty("rule").GetString());
        Assert.Equal("qnn-a16w8/decoder.onnx", finding.GetProperty("file").GetString());
        Assert.Equal(QnnLint.Rules.Count + 2, report.GetProperty("rules").GetArrayLength());
    }

    [Fact]
    public async Task Weights_that_the_bundle_does_not_list_are_not_read()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 1, BundleVariantPlan.Named("qnn-a16w8"));
        var manifest = BundleReader.Open(Bundle).Manifest;
        var variant = manifest.Variants[0];
        BundleWriter.Write(
            Bundle,
            manifest with
            {
                Variants = [variant with { Static = variant.Static! with { Weights = null } }],
                Sha256 = new Dictionary<string, string>(),
            }
        );

        Assert.Equal(2, await ToolCommand.RunAsync("lint", Bundle));
    }

    [Fact]
    public async Task A_bundle_without_such_a_variant_is_an_error()
    {
        RandomBundle.Write(Bundle, Tiny.Options, seed: 1, BundleVariantPlan.Named("cpu-int8"));

        Assert.Equal(2, await ToolCommand.RunAsync("lint", Bundle));
    }

    [Fact]
    public async Task An_unknown_provider_is_refused() =>
        Assert.Equal(2, await ToolCommand.RunAsync("lint", Bundle, "--provider", "cuda"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Break()
    {
        var bundle = BundleReader.Open(Bundle);
        var decoder = bundle.PathOf(bundle.Variant("qnn-a16w8").Decoder);
        var model = ModelProto.Load(decoder);
        BrokenGraphs.First(model, "Softmax").Attribute("axis")!.Int = 2;
        model.Save(decoder);
        BundleWriter.Write(Bundle, bundle.Manifest);
    }
}
