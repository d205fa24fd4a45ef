using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Providers;

public sealed class ExecutionProvidersTests
{
    private static readonly ProviderSettings Reached = new("/opt/libfake.so", "/tmp", new Dictionary<string, string>());

    [Fact]
    public void A_further_provider_is_a_registration()
    {
        using var bundle = Bundle(new FakeProvider());
        var open = bundle.Open();

        using var engine = InferenceEngine.Load(open, Options(Reached));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var answer = responder.Answer(new ResponderRequest("Hello."), null, CancellationToken.None).Answer!;

        Assert.Equal(("Hello", "fake"), (answer.Text, answer.Provider));
        Assert.Equal(("fake", FakeProvider.Device, false), (engine.Provider, engine.Device, engine.Compiled));
        Assert.Contains(engine.Placement, placed => placed.Graph == "decoder.onnx");
        Assert.Equal("cpu-fp32", open.Variant(null).Id); // where none is asked for, it is the CPU's
    }

    [Fact]
    public void A_provider_whose_library_is_nowhere_is_not_used()
    {
        using var bundle = Bundle(new FakeProvider());

        Assert.Contains(
            "Variant 'fake-fp32' runs on the execution provider 'fake' only, whose library libfake.so "
                + "is neither given nor in /nowhere.",
            Refused(bundle, Options(null)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_provider_of_fixed_shapes_refuses_a_variant_without()
    {
        using var bundle = Bundle(new FakeProvider(needsFixedShapes: true));

        Assert.Contains(
            "variant 'fake-fp32' has no [variants.static], and the execution provider 'fake' "
                + "runs graphs of fixed shapes only",
            Refused(bundle, Options(Reached)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_not_registered_is_refused_with_what_is()
    {
        using var bundle = Bundle(new FakeProvider());
        var manifest = Path.Combine(bundle.Path, BundleManifest.FileName);
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest).Replace("provider = \"fake\"", "provider = \"cuda\"", StringComparison.Ordinal)
        );

        Assert.Contains(
            "provider is 'cuda'; allowed are 'cpu', 'qnn' and 'fake'",
            Assert.Throws<BundleException>(() => bundle.Open()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Names_are_unique_and_the_first_provider_needs_nothing()
    {
        var standard = ExecutionProviders.Standard;

        Assert.Equal(standard.All.Count, standard.All.Select(provider => provider.Name).Distinct().Count());
        Assert.False(standard.Cpu.IsAccelerator);
        Assert.Null(standard.Cpu.Library);
        Assert.All(standard.Accelerators, provider => Assert.NotEqual(standard.Cpu, provider));
    }

    [Fact]
    public void An_accelerator_is_given_nothing_of_a_variant_that_was_altered()
    {
        const string Place = "fake/";
        var provider = new FakeProvider();
        using var bundle = Bundle(provider, alter: folder => CopyGraphs(folder, Place), Place);
        using (var file = File.Open(Path.Combine(bundle.Path, Place, "decoder.onnx"), FileMode.Append))
            file.Write([0x32, 0]); // an empty description: the graph stays one

        var open = BundleReader.Open(
            bundle.Path,
            providers: ExecutionProviders.Standard.With(provider),
            check: BundleCheck.WhatIsUsed
        );

        var refused = Assert.Throws<BundleException>(() => InferenceEngine.Load(open, Options(Reached)));

        Assert.Contains("'fake/decoder.onnx' has SHA-256", refused.Message, StringComparison.Ordinal);
        Assert.Null(provider.Spins); // what it compiles is kept
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, true, true)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    public void Threads_spin_for_decoders_of_32_MiB_or_as_they_are_told(bool isLarge, bool? wanted, bool spins)
    {
        var provider = new FakeProvider();
        using var bundle = Bundle(provider, alter: folder => Fill(folder, isLarge ? 32 << 20 : (32 << 20) - 1));

        using var engine = InferenceEngine.Load(bundle.Open(), Options(Reached) with { Spin = wanted });

        Assert.Equal(spins, provider.Spins);
    }

    // A description of zeros behind the graph: field 6 of the model, of the bytes that are left.
    private static void Fill(TemporaryFolder folder, int bytes)
    {
        using var file = File.OpenWrite(Path.Combine(folder.Path, "decoder.onnx"));
        file.Seek(0, SeekOrigin.End);
        var left = bytes - (int)file.Position - 5;
        file.Write([
            0x32,
            (byte)(left | 0x80),
            (byte)((left >> 7) | 0x80),
            (byte)((left >> 14) | 0x80),
            (byte)(left >> 21),
        ]);
        file.SetLength(bytes);
    }

    private static void CopyGraphs(TemporaryFolder folder, string place)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, place));
        foreach (var graph in (string[])["vision.onnx", "encoder.onnx", "decoder.onnx"])
            File.Copy(Path.Combine(folder.Path, graph), Path.Combine(folder.Path, place, graph));
    }

    private static EchoBundle Bundle(FakeProvider provider, Action<TemporaryFolder>? alter = null, string place = "") =>
        new(
            alter: alter,
            change: manifest =>
                manifest with
                {
                    Variants =
                    [
                        .. manifest.Variants,
                        manifest.Variants[0] with
                        {
                            Id = "fake-fp32",
                            Provider = "fake",
                            Vision = $"{place}vision.onnx",
                            Encoder = $"{place}encoder.onnx",
                            Decoder = $"{place}decoder.onnx",
                        },
                    ],
                },
            providers: ExecutionProviders.Standard.With(provider)
        );

    private static EngineOptions Options(ProviderSettings? settings) =>
        new("fake-fp32")
        {
            Providers = settings is null
                ? new Dictionary<string, ProviderSettings>()
                : new Dictionary<string, ProviderSettings> { ["fake"] = settings },
        };

    private static string Refused(EchoBundle bundle, EngineOptions options) =>
        Assert.Throws<BundleException>(() => InferenceEngine.Load(bundle.Open(), options)).Message;
}
