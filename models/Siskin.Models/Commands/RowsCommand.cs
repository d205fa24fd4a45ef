using System.CommandLine;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Strips;
using Siskin.Models.Strips.Rows;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Text;
using static TorchSharp.torch;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models rows train|export</c>: the small network that spells rows of digits, from drawn counters and
/// displays to the <c>[strips]</c> of a bundle.
/// </summary>
internal static class RowsCommand
{
    // Drawn ones that none is learned from.
    private const int Kept = 400;

    private static readonly Argument<string> Folder = new("checkpoint") { Description = "Folder of the checkpoint." };
    private static readonly Argument<string> Target = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<int> Steps = NumberOption.Number("--steps", 12000, "Steps of the whole run.");
    private static readonly Option<int> Batch = NumberOption.Number("--batch", 32, "Strips of a step.");
    private static readonly Option<int> Drawn = NumberOption.Number("--drawn", 20000, "Rows that are drawn.");
    private static readonly Option<int> Threads = NumberOption.Number("--threads", 1, "Threads of the computation.");

    /// <summary>The command.</summary>
    public static Command Create() =>
        new("rows", "Train and export the network that spells rows of digits.")
        {
            CommandVerb.Of("train", "Train it, or go on.", [Folder], [Steps, Batch, Drawn, Threads], Train),
            CommandVerb.Of("export", "Put it into a bundle. Signatures come after it.", [Folder, Target], [], Export),
        };

    private static int Train(ParseResult arguments)
    {
        set_num_threads(arguments.GetValue(Threads));
        random.manual_seed(SampleSeeds.Rows);
        var (learned, kept) = Draw(arguments.GetValue(Drawn));
        using var strip = new RowStrip();
        using var network = new StripNetwork(DrawnRow.Network);
        using var trainer = new StripTrainer(network, new StripTrainingOptions(arguments.GetValue(Steps)));
        new StripTraining(trainer, arguments.GetRequiredValue(Folder), arguments.GetValue(Steps))
        {
            LooksAtTheEnd = true,
        }.Run(
            step =>
            {
                var rng = new Random(SampleSeeds.Mix(SampleSeeds.Rows, step));
                (byte[], int[])[] batch =
                [
                    .. Enumerable.Range(0, arguments.GetValue(Batch)).Select(_ => learned.Draw(rng, strip)),
                ];
                return learner => StripLoss.OfTexts(learner, batch);
            },
            () => $"{RowScore.Of(network, kept)}"
        );
        return 0;
    }

    private static (RowSamples Learned, List<DrawnRow> Kept) Draw(int count)
    {
        (RowSamples, List<DrawnRow>) drawn = default;
        ErrorConsole.Progress(progress =>
        {
            var (fonts, kept) = (FrameFonts.Discover(), Math.Min(Kept, count));
            var drawing = progress.AddTask("drawn", maxValue: count + kept);
            drawn = (
                new RowSamples(
                    DrawnRow.Draw(fonts, count, SampleSeeds.Rows, Count),
                    DrawnRow.DrawOthers(fonts, count / 20)
                ),
                DrawnRow.Draw(fonts, kept, SampleSeeds.Validation, Count)
            );

            void Count() => drawing.Increment(1);
        });
        return drawn;
    }

    private static int Export(ParseResult arguments) =>
        StripExport.Run(arguments.GetRequiredValue(Folder), arguments.GetRequiredValue(Target), StripGraphs.Rows);
}
