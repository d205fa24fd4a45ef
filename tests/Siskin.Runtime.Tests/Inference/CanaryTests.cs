using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class CanaryTests
{
    [Fact]
    public void Right_answer_passes_and_a_wrong_one_or_a_rejection_does_not()
    {
        using var bundle = new EchoBundle(change: manifest =>
            manifest with
            {
                Canary = new CanarySample("Hello?", "Hello"),
            }
        );
        var canary = Canary.Of(bundle.Open())!;
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions());
        var responder = new Responder(engine, Siskin.Runtime.Vision.FrameLimits.Default, TimeProvider.System);

        var right = responder.Answer(canary.Request, null, CancellationToken.None);
        var wrong = responder.Answer(new ResponderRequest("Other?"), null, CancellationToken.None);

        Assert.Null(canary.Validate(right));
        Assert.Equal("the canary was answered 'Other' instead of 'Hello'", canary.Validate(wrong));
        Assert.Contains(
            "too long",
            canary.Validate(ResponderResult.From(new Rejection(413, "too long")))!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Bundle_without_a_canary_has_none()
    {
        using var bundle = new EchoBundle();

        Assert.Null(Canary.Of(bundle.Open()));
    }

    [Fact]
    public void Canary_reads_back_the_same_and_its_frame_is_hashed()
    {
        using var folder = new TemporaryFolder();
        var canary = new CanarySample("Read \"it\".", "04641.5") { Frame = "canary.jpg", Sensors = "a=1\nb=2" };

        var written = Manifests.WriteTo(folder, Manifests.Example with { Canary = canary });

        Assert.Equal(canary, BundleReader.Open(folder.Path).Manifest.Canary);
        Assert.True(written.Sha256.ContainsKey("canary.jpg"));
    }

    [Fact]
    public void Frame_in_a_bundle_that_sees_nothing_is_refused()
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifests.Example with
        {
            Vision = null,
            Variants = [Manifests.Example.Variants[0] with { Vision = null }],
            Canary = new CanarySample("Read it.", "1") { Frame = "canary.jpg" },
        };

        var error = Assert.Throws<BundleException>(() => Manifests.WriteTo(folder, manifest));

        Assert.Contains(
            "[canary] frame is given, but the bundle has no [vision]",
            error.Message,
            StringComparison.Ordinal
        );
    }
}
