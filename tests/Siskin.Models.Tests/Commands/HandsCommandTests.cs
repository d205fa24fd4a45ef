using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class HandsCommandTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_network_is_trained_goes_on_is_scored_and_gets_into_a_bundle_that_loads()
    {
        WritePhotographs(13);
        var (photos, checkpoint, bundle) = (_root.Path, At("checkpoint"), At("bundle"));
        RandomBundle.Write(bundle, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        string[] train = ["hands", "train", checkpoint, "--photos", photos, "--batch", "2", "--drawn", "2"];

        Assert.Equal(0, await ToolCommand.RunAsync([.. train, "--steps", "1"]));
        Assert.Equal(0, await ToolCommand.RunAsync([.. train, "--steps", "2"]));
        Assert.Equal(2, StripCheckpoint.Read(checkpoint).Step);
        Assert.Equal(0, await ToolCommand.RunAsync("hands", "evaluate", checkpoint, "--photos", photos));
        Assert.Equal(0, await ToolCommand.RunAsync("hands", "export", checkpoint, bundle));

        var opened = BundleReader.Open(bundle);
        opened.CheckGraphs();
        Assert.Equal("strips/hands.onnx", opened.Manifest.Strips!.For(StripGraphs.Hands));
        using var engine = InferenceEngine.Load(opened, new EngineOptions(Threads: 1));
        Assert.NotNull(engine.Hands);
        using var without = InferenceEngine.Load(opened, new EngineOptions(Threads: 1) { Ocr = false });
        Assert.Null(without.Hands);
    }

    [Fact]
    public async Task A_folder_without_a_checkpoint_is_named()
    {
        RandomBundle.Write(At("bundle"), Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));

        Assert.Equal(2, await ToolCommand.RunAsync("hands", "export", At("none"), At("bundle")));
        Assert.Null(BundleReader.Open(At("bundle")).Manifest.Strips);
    }

    // Gauges and every other one a clock, with their points.
    private void WritePhotographs(int count)
    {
        using var labels = new StreamWriter(At("labels.jsonl"));
        using var marks = new StreamWriter(At("marks.tsv"));
        for (var i = 0; i < count; i++)
        {
            var name = $"photo-{i:00}.png";
            using var frame = new SKBitmap(new SKImageInfo(80, 80, SKColorType.Rgba8888, SKAlphaType.Opaque));
            frame.Erase(SKColors.White);
            using (var file = File.Create(At(name)))
                frame.Encode(file, SKEncodedImageFormat.Png, 100);
            var isClock = i % 2 == 0;
            var answer = isClock ? "3:15" : "5";
            labels.WriteLine(
                $$"""{"image": "{{name}}", "kind": "round", "question": "What is shown?", "answer": "{{answer}}"}"""
            );
            string[] points = isClock
                ? ["-", "-", "50", "50", "50", "10", "50", "10", "90", "50", "70", "50"]
                : ["0", "10", "50", "50", "20", "80", "80", "80", "50", "10"];
            marks.WriteLine(string.Join('\t', [name, "1", "5", "5", "95", "95", .. points]));
        }
    }

    private string At(string name) => Path.Combine(_root.Path, name);
}
