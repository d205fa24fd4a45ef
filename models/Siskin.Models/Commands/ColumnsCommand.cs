using System.CommandLine;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Models.Strips;
using Siskin.Models.Strips.Columns;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments.Straight;
using static TorchSharp.torch;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models columns train|evaluate|export</c>: the small network that finds what thermometers and other
/// straight scales show, from photographs with marked points to the <c>[strips]</c> of a bundle.
/// </summary>
internal static class ColumnsCommand
{
    private static readonly Argument<string> Folder = new("checkpoint") { Description = "Folder of the checkpoint." };
    private static readonly Argument<string> Target = new("bundle")
    {
        Description = "Folder of the bundle; to train and to evaluate, its graphs read the numerals.",
    };
    private static readonly Option<string> Photographs = new("--photos")
    {
        Description = "Folder of photographs with labels.jsonl and marks.tsv, see docs/training.md.",
        Required = true,
    };
    private static readonly Option<int> Steps = NumberOption.Number("--steps", 2600, "Steps of the whole run.");
    private static readonly Option<int> Batch = NumberOption.Number("--batch", 16, "Strips of a step.");
    private static readonly Option<int> Drawn = NumberOption.Number("--drawn", 600, "Scales that are drawn.");
    private static readonly Option<int> Threads = NumberOption.Number("--threads", 1, "Threads of the computation.");

    // Channels are multiples of 16: with others oneDNN's convolutions of libtorch 2.10 gave NaN now and then.
    private static readonly StripOptions Sizes = new(
        ColumnFinder.Shape.Channels,
        ColumnFinder.Shape.Height,
        ColumnFinder.Shape.Length,
        ColumnFinder.Shape.Outputs,
        Circular: false
    )
    {
        Stem = [16, 16],
        Width = 32,
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        new("columns", "Train, score and export the network that finds what straight scales show.")
        {
            CommandVerb.Of(
                "train",
                "Train it, or go on.",
                [Folder, Target],
                [Photographs, Steps, Batch, Drawn, Threads],
                Train
            ),
            CommandVerb.Of(
                "evaluate",
                "Score it on the photographs that are kept from training.",
                [Folder, Target],
                [Photographs],
                Score
            ),
            CommandVerb.Of("export", "Put it into a bundle. Signatures come after it.", [Folder, Target], [], Export),
        };

    private static int Train(ParseResult arguments)
    {
        set_num_threads(arguments.GetValue(Threads));
        random.manual_seed(SampleSeeds.Columns);
        var folder = arguments.GetRequiredValue(Folder);
        var photographs = PhotographSamples.Read(arguments.GetRequiredValue(Photographs));
        var (read, imagined) = Views(arguments, photographs.Shown);
        var drawn = ColumnSamples.Drawn(
            FrameFonts.Discover(),
            arguments.GetValue(Drawn),
            new Random(SampleSeeds.Columns)
        );
        var samples = new ColumnSamples(read, imagined, drawn);
        var kept = Views(arguments, photographs.KeptBack).Read;
        using var network = new StripNetwork(Sizes);
        using var trainer = new StripTrainer(network, new StripTrainingOptions(arguments.GetValue(Steps)));
        new StripTraining(trainer, folder, arguments.GetValue(Steps)).Run(
            step =>
            {
                var rng = new Random(SampleSeeds.Mix(SampleSeeds.Columns, step));
                StripSample[] batch =
                [
                    .. Enumerable.Range(0, arguments.GetValue(Batch)).Select(_ => samples.Draw(rng)),
                ];
                return learner => StripLoss.OfPlaces(learner, batch);
            },
            () => $"{ColumnScore.Of(network, kept)}"
        );
        return 0;
    }

    private static int Score(ParseResult arguments)
    {
        using var network = StripCheckpoint.LoadNetwork(arguments.GetRequiredValue(Folder));
        var photographs = PhotographSamples.Read(arguments.GetRequiredValue(Photographs));
        Console.WriteLine(ColumnScore.Of(network, Views(arguments, photographs.KeptBack).Read));
        return 0;
    }

    private static (List<ColumnView> Read, List<ColumnView> Imagined) Views(
        ParseResult arguments,
        IReadOnlyList<Photograph> photographs
    )
    {
        var bundle = BundleReader.Open(arguments.GetRequiredValue(Target));
        using var engine = InferenceEngine.Load(bundle, new EngineOptions { Threads = arguments.GetValue(Threads) });
        if (engine.Finder is null)
            throw new InvalidDataException($"{bundle.Folder} has no graphs that find and read lines of print");
        (List<ColumnView>, List<ColumnView>) views = ([], []);
        ErrorConsole.Progress(progress =>
        {
            var reading = progress.AddTask("numerals of photographs", maxValue: photographs.Count);
            views = new PhotographColumns(engine).Of(
                photographs,
                new Random(SampleSeeds.Columns),
                () => reading.Increment(1)
            );
        });
        return views;
    }

    private static int Export(ParseResult arguments) =>
        StripExport.Run(arguments.GetRequiredValue(Folder), arguments.GetRequiredValue(Target), StripGraphs.Columns);
}
