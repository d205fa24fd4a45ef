using System.CommandLine;
using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Models.Hands;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments.Dials;
using Spectre.Console;
using static TorchSharp.torch;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models hands train|evaluate|export</c>: the small network that finds the needles of gauges and the hands
/// of clocks, from photographs with marked points to the <c>[strips]</c> of a bundle.
/// </summary>
internal static class HandsCommand
{
    private static readonly Argument<string> Folder = new("checkpoint") { Description = "Folder of the checkpoint." };
    private static readonly Argument<string> Target = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<string> Photographs = new("--photos")
    {
        Description = "Folder of photographs with labels.jsonl and marks.tsv, see docs/training.md.",
        Required = true,
    };
    private static readonly Option<int> Steps = NumberOption.Number("--steps", 3000, "Steps of the whole run.");
    private static readonly Option<int> Batch = NumberOption.Number("--batch", 32, "Strips of a step.");
    private static readonly Option<int> Drawn = NumberOption.Number(
        "--drawn",
        2000,
        "Clocks that are drawn to learn from, and half as many gauges."
    );
    private static readonly Option<int> Threads = NumberOption.Number("--threads", 1, "Threads of the computation.");

    // How often photographs of gauges and of clocks are shown, drawn ones of each, what is beside dials in photographs,
    // and drawn displays.
    private static readonly double[] Shares = [0.27, 0.26, 0.07, 0.25, 0.12, 0.03];

    /// <summary>The command.</summary>
    public static Command Create() =>
        new("hands", "Train, score and export the network that finds the hands of dials.")
        {
            CommandVerb.Of(
                "train",
                "Train it, or go on.",
                [Folder],
                [Photographs, Steps, Batch, Drawn, Threads],
                Train
            ),
            CommandVerb.Of(
                "evaluate",
                "Score it on the photographs that are kept from training.",
                [Folder],
                [Photographs],
                Score
            ),
            CommandVerb.Of("export", "Put it into a bundle. Signatures come after it.", [Folder, Target], [], Export),
        };

    private static int Train(ParseResult arguments)
    {
        set_num_threads(arguments.GetValue(Threads));
        random.manual_seed(SampleSeeds.Hands);
        var folder = arguments.GetRequiredValue(Folder);
        var photographs = PhotographSamples.Read(arguments.GetRequiredValue(Photographs));
        var samples = Samples(photographs, arguments.GetValue(Drawn));
        var kept = HandPictures.Of(photographs.KeptBack, () => { }).Select(each => each.Picture).ToList();
        using var network = new StripNetwork(HandPicture.Network);
        using var trainer = new StripTrainer(network, new StripTrainingOptions(arguments.GetValue(Steps)));
        new StripTraining(trainer, folder, arguments.GetValue(Steps)) { LooksAtTheEnd = true }.Run(
            step =>
            {
                StripSample[] batch =
                [
                    .. Enumerable
                        .Range(0, arguments.GetValue(Batch))
                        .Select(i => samples.Draw(new Random(SampleSeeds.Mix(SampleSeeds.Hands, (1000L * step) + i)))),
                ];
                return learner => StripLoss.OfPlaces(learner, batch);
            },
            () => Look(network, kept)
        );
        return 0;
    }

    private static HandSamples Samples(PhotographSamples photographs, int drawn)
    {
        (IReadOnlyList<HandPicture>, double)[] kinds = [];
        ErrorConsole.Progress(progress =>
        {
            var reading = progress.AddTask("photographs", maxValue: photographs.Count);
            var seen = HandPictures
                .Of(photographs.Shown, () => reading.Increment(1))
                .Select(each => each.Picture)
                .ToLookup(picture => picture.Kind == HandPictureKind.Clock);
            var drawing = progress.AddTask("drawn", maxValue: drawn + (drawn / 2));
            var dials = new DrawnDials(FrameFonts.Discover());
            kinds =
            [
                ([.. seen[false]], Shares[0]),
                ([.. seen[true]], Shares[1]),
                (dials.Gauges(drawn / 2, () => drawing.Increment(1)), Shares[2]),
                (dials.Clocks(drawn, () => drawing.Increment(1)), Shares[3]),
                ([.. HandPictures.Beside(photographs.Shown, new Random(SampleSeeds.Hands))], Shares[4]),
                (dials.Displays(drawn / 8), Shares[5]),
            ];
        });
        return new HandSamples(kinds);
    }

    private static int Score(ParseResult arguments)
    {
        using var network = StripCheckpoint.LoadNetwork(arguments.GetRequiredValue(Folder));
        var photographs = PhotographSamples.Read(arguments.GetRequiredValue(Photographs)).KeptBack;
        var pictures = HandPictures.Of(photographs, () => { }).Select(each => each.Picture).ToList();
        Console.WriteLine($"{pictures.Count} dials about their marked pivots: {Look(network, pictures)}");
        var again = Enumerable.Repeat(pictures, 4).SelectMany(each => each).ToList();
        var found = HandScore.Of(network, again, new Random(SampleSeeds.Validation));
        Console.WriteLine($"as if their pivots were found, each four times: {Words(found)}");
        return 0;
    }

    private static string Look(StripNetwork network, IReadOnlyList<HandPicture> pictures) =>
        Words(HandScore.Of(network, pictures, rng: null));

    private static string Words(List<HandScore> scores) =>
        string.Join(
            ", ",
            Enum.GetValues<DialHand>()
                .Select(hand =>
                    (hand, degrees: scores.Where(s => s.Hand == hand).Select(s => s.Degrees).Order().ToArray())
                )
                .Where(each => each.degrees.Length > 0)
                .Select(each =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{each.hand} {each.degrees.Count(off => off <= 2)} of {each.degrees.Length} within 2°, "
                            + $"{each.degrees.Count(off => off <= 6)} within 6°, median {each.degrees[each.degrees.Length / 2]:0.0}°"
                    )
                )
        );

    private static int Export(ParseResult arguments) =>
        StripExport.Run(arguments.GetRequiredValue(Folder), arguments.GetRequiredValue(Target), StripGraphs.Hands);
}
