using System.CommandLine;
using System.Text.Json;
using Siskin.Models.Data;
using Siskin.Models.Data.Photographs;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.Calibration;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models calibrate BUNDLE</c>: writes into the manifest how the likelihood of an answer becomes a confidence
/// that can be trusted. A bundle that is already calibrated is calibrated anew. Signatures come after it.
/// </summary>
internal static class CalibrateCommand
{
    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<string?> Variant = new("--variant")
    {
        Description = "Variant that answers; the agent's own choice when left out.",
    };
    private static readonly Option<string[]> Sets = new("--set")
    {
        Description = "Synthetic sets to ask (repeatable); all that fit the bundle's tasks when left out.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<DirectoryInfo?> Photographs = new("--photographs")
    {
        Description = "Folder of the photographs that the model was trained on: those kept back are asked, too.",
    };
    private static readonly Option<int> Samples = new Option<int>("--samples")
    {
        Description = "Samples of a set.",
        DefaultValueFactory = _ => 400,
    }.Within(1, 1_000_000);
    private static readonly Option<double> Target = new Option<double>("--target")
    {
        Description = $"Share of answers that must be right at a confidence of {Reliability.SureFrom} and more.",
        DefaultValueFactory = _ => 0.97,
    }.Within(0.5, 0.999);
    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads of the compute pool; 0 for the agent's own choice.",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the figures as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("calibrate", "Make a bundle's confidences match how often its answers are right.")
        {
            Folder,
            Variant,
            Sets,
            Photographs,
            Samples,
            Target,
            Threads,
            Json,
        };
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(CommandErrors.Report(() => Run(arguments, cancellation)))
        );
        return command;
    }

    private static int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var folder = arguments.GetRequiredValue(Folder);
        var bundle = BundleReader.Open(folder);
        var answers = Ask(bundle, arguments, cancellation);
        if (answers.Count == 0)
            throw new InvalidDataException($"{folder} answered nothing; there is nothing to calibrate on");
        var calibration = CalibrationFit.Of(answers, arguments.GetValue(Target));
        ChangedBundle.Write(
            folder,
            () => BundleWriter.Write(folder, bundle.Manifest with { Confidence = calibration })
        );
        Print(calibration, With(likelihood => likelihood), With(calibration.Of), arguments.GetValue(Json));
        return 0;

        Reliability With(Func<double, double> confidence) =>
            Reliability.Of([.. answers.Select(answer => answer with { Confidence = confidence(answer.Likelihood) })]);
    }

    private static List<ScoredAnswer> Ask(Bundle bundle, ParseResult arguments, CancellationToken cancellation)
    {
        var engineOptions = new EngineOptions(arguments.GetValue(Variant), arguments.GetValue(Threads))
        {
            Ocr = false, // the model's own likelihoods are what is calibrated
        };
        using var engine = InferenceEngine.Load(bundle, engineOptions);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var evaluator = new Evaluator(responder, engine.Variant.Id);
        var heldOut = new HeldOutSets(SampleSeeds.Calibration);
        var names = arguments.GetValue(Sets) is { Length: > 0 } chosen
            ? chosen
            : [.. heldOut.NamesFor(bundle.Manifest.Tasks.Select(task => task.Name))];
        var answers = new List<ScoredAnswer>();
        ErrorConsole.Progress(progress =>
        {
            foreach (var name in names)
            {
                var count = arguments.GetValue(Samples);
                var bar = progress.AddTask(name, maxValue: 2 * count);
                var set = heldOut.Draw(name, count, () => bar.Increment(1));
                answers.AddRange(evaluator.Run(set, _ => bar.Increment(1), cancellation).Answers);
            }
        });
        if (arguments.GetValue(Photographs) is { } folder)
            answers.AddRange(
                AskPhotographs(
                    PhotographSamples.Read(folder.FullName).KeptBack,
                    responder,
                    bundle.Manifest.Task(BundleTask.Locate) is not null,
                    cancellation
                )
            );
        return answers;
    }

    private static IEnumerable<ScoredAnswer> AskPhotographs(
        IEnumerable<Photograph> photographs,
        Responder responder,
        bool canLocate,
        CancellationToken cancellation
    )
    {
        foreach (var photograph in photographs)
        {
            var whole = new ResponderRequest(photograph.Question) { Image = File.ReadAllBytes(photograph.File) };
            ResponderRequest[] requests = canLocate ? [whole, whole with { Locate = true }] : [whole];
            foreach (var request in requests)
                if (responder.Answer(request, null, cancellation).Answer is { } answer)
                    yield return new ScoredAnswer(
                        answer.Likelihood,
                        answer.Confidence,
                        answer.Text == photograph.Answer
                    );
        }
    }

    private static void Print(ConfidenceCalibration calibration, Reliability before, Reliability after, bool json)
    {
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        scale = calibration.Scale,
                        offset = calibration.Offset,
                        n = after.Count,
                        before = Figures(before),
                        after = Figures(after),
                    }
                )
            );
            return;
        }

        (var scale, var offset) = calibration;
        Console.WriteLine($"confidence = sigmoid({scale:F3} * logit(likelihood) {offset:+0.000;-0.000})");
        Console.WriteLine(InWords("before", before));
        Console.WriteLine(InWords("after", after));
    }

    private static object Figures(Reliability reliability) =>
        new
        {
            sure = reliability.Sure,
            sure_percent = reliability.SurePercent is { } percent ? Math.Round(percent, 2) : (double?)null,
            calibration_error = Math.Round(reliability.Error, 4),
        };

    private static string InWords(string when, Reliability reliability) =>
        $"{when}: {reliability.Sure} of {reliability.Count} answers at {Reliability.SureFrom} and more, "
        + $"{(reliability.SurePercent is { } percent ? $"{percent:F1} % of them right" : "none to be right")}; "
        + $"calibration error {reliability.Error:F3}";
}
