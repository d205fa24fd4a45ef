using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Strips;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Export;

public sealed class StripBundleTests : IDisposable
{
    private readonly ScratchFolder _root = new();
    private readonly string _bundle;

    public StripBundleTests()
    {
        _bundle = Path.Combine(_root.Path, "bundle");
        RandomBundle.Write(_bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_network_in_a_bundle_says_what_it_says_outside_and_a_newer_one_takes_its_place()
    {
        using var older = RandomStrips.Network(circular: false, seed: 1);
        using var network = RandomStrips.Network(circular: true, seed: 2);
        StripBundle.Write(BundleReader.Open(_bundle), "hands", older);
        StripBundle.Write(BundleReader.Open(_bundle), "hands", network);
        var manifest = StripBundle.Write(BundleReader.Open(_bundle), "columns", older);
        using var strips = RandomStrips.Pixels(network.Options, 2, seed: 4);
        using var noGrad = torch.no_grad();

        Assert.Equal(["strips/hands.onnx", "strips/columns.onnx"], manifest.Strips!.Graphs);
        var bundle = BundleReader.Open(_bundle);
        bundle.CheckGraphs();
        using var session = Session("hands")!;
        var outputs = session.Run(strips.data<float>().ToArray());
        var shares = torch.nn.functional.softmax(network.forward(strips), 2);
        Assert.Equal(4, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            Closeness.AssertClose(shares[i / 2, i % 2], torch.tensor(outputs[i].Shares), 1e-4);
        Assert.Null(Session("others"));

        StripSession? Session(string purpose) =>
            StripSession.Of(
                bundle,
                new SessionSettings(1, false),
                purpose,
                network.Options.Shape,
                "nothing is found",
                HelperTerms.Quiet
            );
    }

    [Fact]
    public async Task A_copy_has_it()
    {
        using var network = RandomStrips.Network(circular: true, seed: 2);
        StripBundle.Write(BundleReader.Open(_bundle), "hands", network);
        var copy = Path.Combine(_root.Path, "copy");

        Assert.Equal(0, await ToolCommand.RunAsync("ship", _bundle, copy));

        Assert.Equal("strips/hands.onnx", BundleReader.Open(copy).Manifest.Strips!.For("hands"));
    }
}
