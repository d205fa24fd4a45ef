using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Export;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class CanaryCommandTests : IDisposable
{
    private readonly string _bundle = Directory.CreateTempSubdirectory("canary").FullName;

    public CanaryCommandTests() =>
        RandomBundle.Write(_bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8", "cpu-fp32"));

    [Fact]
    public async Task The_manifest_gets_a_sample_that_every_variant_answers_alike_and_stays_as_it_was_otherwise()
    {
        var before = BundleReader.Open(_bundle).Manifest;

        Assert.Equal(0, await ToolCommand.RunAsync("canary", _bundle, "--samples", "24"));

        var bundle = BundleReader.Open(_bundle); // which checks the frame's hash
        var canary = Canary.Of(bundle)!;
        Assert.False(canary.Request.Image.IsEmpty);
        foreach (var variant in bundle.Manifest.Variants)
        {
            using var engine = InferenceEngine.Load(bundle, new EngineOptions(variant.Id));
            var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
            Assert.Null(canary.Validate(responder.Answer(canary.Request, null, CancellationToken.None)));
        }

        Assert.Equal(
            BundleManifestWriter.Write(before),
            BundleManifestWriter.Write(bundle.Manifest with { Canary = null, Sha256 = before.Sha256 })
        );
    }

    [Fact]
    public async Task A_folder_without_a_bundle_is_refused() =>
        Assert.NotEqual(0, await ToolCommand.RunAsync("canary", Path.Combine(_bundle, "nowhere")));

    public void Dispose() => Directory.Delete(_bundle, recursive: true);
}
