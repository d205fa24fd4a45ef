using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Export;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class CalibrateCommandTests : IDisposable
{
    private readonly string _bundle = Directory.CreateTempSubdirectory("calibrate").FullName;

    public CalibrateCommandTests() =>
        RandomBundle.Write(_bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));

    [Fact]
    public async Task The_manifest_gets_a_calibration_and_stays_as_it_was_otherwise()
    {
        var before = BundleReader.Open(_bundle).Manifest;

        var code = await ToolCommand.RunAsync("calibrate", _bundle, "--set", "telemetry", "lamps", "--samples", "4");

        var after = BundleReader.Open(_bundle).Manifest;
        Assert.Equal(0, code);
        Assert.NotNull(after.Confidence);
        Assert.Equal(BundleManifestWriter.Write(before), BundleManifestWriter.Write(after with { Confidence = null }));
    }

    [Fact]
    public async Task A_calibrated_bundle_is_calibrated_from_its_likelihoods_again()
    {
        string[] arguments = ["calibrate", _bundle, "--set", "lamps", "--samples", "5"];
        Assert.Equal(0, await ToolCommand.RunAsync(arguments));
        var first = BundleReader.Open(_bundle).Manifest.Confidence;

        Assert.Equal(0, await ToolCommand.RunAsync(arguments));

        Assert.NotNull(first);
        Assert.Equal(first, BundleReader.Open(_bundle).Manifest.Confidence);
    }

    [Fact]
    public async Task A_signature_of_before_is_removed()
    {
        var signature = Path.Combine(_bundle, BundleSignature.FileName);
        await File.WriteAllBytesAsync(signature, new byte[72]);

        Assert.Equal(0, await ToolCommand.RunAsync("calibrate", _bundle, "--set", "lamps", "--samples", "4"));

        Assert.False(File.Exists(signature));
    }

    [Theory]
    [InlineData("--samples", "0")]
    [InlineData("--samples", "many")]
    [InlineData("--target", "1")]
    [InlineData("--set", "sundial")]
    [InlineData("--variant", "gpu")]
    public async Task Wrong_usage_ends_with_2_and_changes_nothing(string option, string value)
    {
        Assert.Equal(2, await ToolCommand.RunAsync("calibrate", _bundle, option, value));

        Assert.Null(BundleReader.Open(_bundle).Manifest.Confidence);
    }

    public void Dispose() => Directory.Delete(_bundle, recursive: true);
}
