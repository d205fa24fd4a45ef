using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Export;

public sealed class ShippedBundleTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    private string Whole => Path.Combine(_root.Path, "whole");

    private string Shipped => Path.Combine(_root.Path, "shipped");

    [Fact]
    public async Task A_shipped_bundle_has_what_a_device_runs_and_everything_else_as_it_was()
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.All);
        var before = BundleWriter.Write(
            Whole,
            BundleReader.Open(Whole).Manifest with
            {
                Confidence = new ConfidenceCalibration(0.5f, 1),
            }
        );

        Assert.Equal(0, await ToolCommand.RunAsync("ship", Whole, Shipped));

        var after = BundleReader.Open(Shipped).Manifest; // which checks the hashes
        Assert.Equal(["cpu-int8", "cpu-int4", "qnn-a16w8"], after.Variants.Select(variant => variant.Id));
        Assert.Equal((before.Name, before.Version, before.Confidence), (after.Name, after.Version, after.Confidence));
        Assert.Equal(
            before
                .Sha256.Keys.Where(file => BundleVariantPlan.RunsOnDevices(file.Split('/')[0]))
                .Order(StringComparer.Ordinal),
            after.Sha256.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(after.Sha256, file => Assert.Equal(before.Sha256[file.Key], file.Value));
        Assert.Equal(
            after.Sha256.Keys.Append(BundleManifest.FileName).Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Shipped, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Shipped, file))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(BundleVariantPlan.All.Count, BundleReader.Open(Whole).Manifest.Variants.Count);
    }

    [Fact]
    public async Task Variants_can_be_named()
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.All);

        Assert.Equal(0, await ToolCommand.RunAsync("ship", Whole, Shipped, "--variants", "qnn-a16w8"));

        Assert.Equal(["qnn-a16w8"], BundleReader.Open(Shipped).Manifest.Variants.Select(variant => variant.Id));
    }

    [Theory]
    [InlineData("cpu-int4")]
    [InlineData("cpu-int8 cpu-int4")]
    public async Task A_variant_that_is_not_there_is_refused(string variants)
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));

        Assert.Equal(2, await ToolCommand.RunAsync(["ship", Whole, Shipped, "--variants", .. variants.Split(' ')]));

        Assert.False(Directory.Exists(Shipped));
    }

    [Fact]
    public async Task A_bundle_is_not_shipped_over_itself()
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.Usual);

        Assert.Equal(2, await ToolCommand.RunAsync("ship", Whole, Whole + "/"));

        Assert.Equal(2, BundleReader.Open(Whole).Manifest.Variants.Count);
    }

    public void Dispose() => _root.Dispose();
}
