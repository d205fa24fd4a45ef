using Siskin.Models.Commands;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class RandomCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_published_shape_may_be_made_smaller_and_of_the_other_family()
    {
        var folder = Path.Combine(_folder.Path, "bundle");

        var code = await ToolCommand.RunAsync([
            "random",
            folder,
            .. "--shape mu-330m --decoder-only --variants cpu-int8 --vocab 300 --d-model 64 --mlp 64".Split(' '),
            .. "--encoder-layers 2 --decoder-layers 1".Split(' '),
        ]);

        Assert.Equal(0, code);
        var manifest = BundleReader.Open(folder).Manifest;
        Assert.Null(manifest.Vision);
        Assert.Equal(
            (ModelShape.DecoderOnly, 300, 64, 6, 3, 64, 2048, 128),
            (
                manifest.Model.Architecture,
                manifest.Model.VocabSize,
                manifest.Model.DModel,
                manifest.Model.Heads,
                manifest.Model.KvHeads,
                manifest.Model.HeadDim,
                manifest.Model.MaxInputTokens,
                manifest.Model.MaxOutputTokens
            )
        );
    }

    [Fact]
    public async Task An_unknown_shape_is_answered_with_the_known_ones()
    {
        var (code, said) = await ToolRun.CaptureErrors("random", _folder.Path, "--shape", "mu-33m");

        Assert.NotEqual(0, code);
        Assert.Contains("mu-330m", said, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
