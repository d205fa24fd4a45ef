using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class DrawnStripCommandTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("rows", StripGraphs.Rows)]
    [InlineData("sub-dials", StripGraphs.SubDials)]
    public async Task A_network_is_trained_goes_on_and_gets_into_a_bundle_that_loads(string command, string purpose)
    {
        var (checkpoint, bundle) = (At("checkpoint"), At("bundle"));
        RandomBundle.Write(bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        string[] train = [command, "train", checkpoint, "--batch", "2", "--drawn", "20"];

        Assert.Equal(0, await ToolCommand.RunAsync([.. train, "--steps", "1"]));
        Assert.Equal(0, await ToolCommand.RunAsync([.. train, "--steps", "2"]));
        Assert.Equal(2, StripCheckpoint.Read(checkpoint).Step);
        Assert.Equal(0, await ToolCommand.RunAsync(command, "export", checkpoint, bundle));

        var opened = BundleReader.Open(bundle);
        opened.CheckGraphs();
        Assert.Equal($"strips/{purpose}.onnx", opened.Manifest.Strips!.For(purpose));
        using var engine = InferenceEngine.Load(opened, new EngineOptions(Threads: 1));
        Assert.NotNull(purpose == StripGraphs.Rows ? engine.Rows : engine.SubDials);
        using var without = InferenceEngine.Load(opened, new EngineOptions(Threads: 1) { Ocr = false });
        Assert.Null(purpose == StripGraphs.Rows ? without.Rows : without.SubDials);
    }

    private string At(string name) => Path.Combine(_root.Path, name);
}
