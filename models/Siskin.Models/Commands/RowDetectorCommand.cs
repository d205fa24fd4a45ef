using System.CommandLine;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Detection;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using SkiaSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models row-detector train|export</c>: the small network that finds rows of digits in whole frames, from
/// drawn scenes to the <c>[strips]</c> of a bundle.
/// </summary>
internal static class RowDetectorCommand
{
    // Drawn ones that none is learned from.
    private const int Kept = 300;

    private const int LookEvery = 250;

    // Pixels of a photograph's longer side behind instruments.
    private const int PhotographSide = 320;

    private static readonly Argument<string> Folder = new("checkpoint") { Description = "Folder of the checkpoint." };
    private static readonly Argument<string> Target = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<string?> Photos = new("--photos")
    {
        Description = "Folder of photographs, none with a row of digits, before which rows are drawn.",
    };
    private static readonly Option<int> Steps = NumberOption.Number("--steps", 6500, "Steps of the whole run.");
    private static readonly Option<int> Batch = NumberOption.Number("--batch", 8, "Frames of a step.");
    private static readonly Option<int> Count = NumberOption.Number("--count", 48, "Frames that are drawn.");
    private static readonly Option<int> Threads = NumberOption.Number("--threads", 1, "Threads of the computation.");

    /// <summary>The command.</summary>
    public static Command Create() =>
        new("row-detector", "Train and export the network that finds rows of digits.")
        {
            CommandVerb.Of("train", "Train it, or go on.", [Folder], [Photos, Steps, Batch, Threads], Train),
            CommandVerb.Of("export", "Put it into a bundle. Signatures come after it.", [Folder, Target], [], Export),
            CommandVerb.Of(
                "draw",
                "Draw frames as it learns from them into a folder.",
                [Folder],
                [Photos, Count],
                Draw
            ),
        };

    private static int Train(ParseResult arguments)
    {
        set_num_threads(arguments.GetValue(Threads));
        random.manual_seed(SampleSeeds.RowDetector);
        var folder = arguments.GetRequiredValue(Folder);
        var steps = arguments.GetValue(Steps);
        var fonts = FrameFonts.Discover();
        var scenes = new DetectionScenes(fonts, Photographs(arguments.GetValue(Photos)));
        DetectorSample[] kept =
        [
            .. Enumerable
                .Range(0, Kept)
                .Select(i => scenes.Draw(new Random(SampleSeeds.Mix(SampleSeeds.Validation, i)))),
        ];
        using var network = new DetectorNetwork();
        using var trainer = new DetectorTrainer(network, steps);
        if (DetectorCheckpoint.Exists(folder))
            trainer.Resume(folder);
        using var stop = StopSignal.Install();
        double sum = 0;
        while (trainer.Step < steps && !stop.Requested)
        {
            var first = trainer.Step * arguments.GetValue(Batch);
            DetectorSample[] batch =
            [
                .. Enumerable
                    .Range(first, arguments.GetValue(Batch))
                    .Select(i => scenes.Draw(new Random(SampleSeeds.Mix(SampleSeeds.RowDetector, i)))),
            ];
            sum += trainer.TrainStep(batch);
            if (trainer.Step % LookEvery != 0 && trainer.Step != steps)
                continue;
            Console.Error.WriteLine(
                $"step {trainer.Step}, loss {sum / LookEvery:0.000}; {DetectorScore.Of(network, kept)}"
            );
            sum = 0;
            trainer.Save(folder);
        }

        trainer.Save(folder);
        return 0;
    }

    private static int Draw(ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(Folder);
        Directory.CreateDirectory(folder);
        var scenes = new DetectionScenes(FrameFonts.Discover(), Photographs(arguments.GetValue(Photos)));
        for (var i = 0; i < arguments.GetValue(Count); i++)
        {
            using var picture = DetectionSheet.Of(scenes.Draw(new Random(SampleSeeds.Mix(SampleSeeds.RowDetector, i))));
            using var file = File.Create(Path.Combine(folder, $"{i:000}.png"));
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        return 0;
    }

    private static int Export(ParseResult arguments)
    {
        using var network = DetectorCheckpoint.LoadNetwork(arguments.GetRequiredValue(Folder));
        return StripExport.Run(
            DetectorGraph.Build(network),
            network.CountParameters(),
            arguments.GetRequiredValue(Target),
            StripGraphs.RowDetector
        );
    }

    private static List<SKImage> Photographs(string? folder)
    {
        var photographs = new List<SKImage>();
        if (folder is null)
            return photographs;
        foreach (var file in Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal))
        {
            using var whole = SKBitmap.Decode(file);
            if (whole is null)
                continue;
            var scale = (double)PhotographSide / Math.Max(whole.Width, whole.Height);
            using var small = whole.Resize(
                new SKImageInfo(
                    (int)(whole.Width * scale),
                    (int)(whole.Height * scale),
                    SKColorType.Rgba8888,
                    SKAlphaType.Opaque
                ),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            );
            photographs.Add(SKImage.FromBitmap(small));
        }

        return photographs;
    }
}
