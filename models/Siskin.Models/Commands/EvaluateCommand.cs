using System.CommandLine;
using Siskin.Models.Data.Photographs;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.Calibration;
using Siskin.Models.Evaluation.Photos;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models evaluate BUNDLE</c>: scores variants of a bundle, through the code that serves them, on synthetic
/// held-out sets, on a folder of labelled frames or on recorded series.
/// </summary>
internal static class EvaluateCommand
{
    private const int WidthOfFiles = 160;

    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };

    private static readonly Option<string[]> Variants = new("--variant")
    {
        Description =
            "Variants to score (repeatable); others are compared with the first. The agent's own choice when left out.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Failures = new("--failures")
    {
        Description =
            "Folder to write wrongly answered samples to, and for each variant a picture of the first wrongly "
            + "read frames.",
    };
    private static readonly Option<string?> Plot = new("--reliability")
    {
        Description = "PNG file to draw: how often answers are right by their confidence.",
    };
    private static readonly Option<string?> Questions = new("--questions")
    {
        Description =
            "JSON lines of sensors, prompt, accept, category and scope to score by category and scope, instead "
            + "of the sets.",
    };
    private static readonly Option<string?> Photographs = new("--photos")
    {
        Description =
            "Folder of photographs with labels.jsonl or labels.tsv to score by kind, the sure answers apart, instead "
            + "of the sets.",
    };
    private static readonly Option<string?> KeptPhotographs = new("--kept-photos")
    {
        Description =
            "Folder of photographs to train on, with labels.jsonl: scores what is seen, step by step, in those that no "
            + "training sample shows (one in twelve), where the instrument is marked.",
    };
    private static readonly Option<string?> Crop = new("--crop")
    {
        Description = "auto: the bundle finds the instrument in each photograph of --photos before it reads it.",
        HelpName = "auto",
    };
    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads of the compute pool; 0 for the agent's own choice.",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the figures as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Score a bundle on held-out sets, labelled frames or recorded series.")
        {
            Folder,
            Variants,
        };
        foreach (
            var option in (IEnumerable<Option>)
                [.. SetOptions.All, Questions, Photographs, KeptPhotographs, Crop, Failures, Plot, Threads, Json]
        )
            command.Options.Add(option);
        command.Validators.Add(SetOptions.Validate);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Crop) is not { } crop)
                return;
            if (crop != "auto" || result.GetValue(Photographs) is null)
                result.AddError($"--crop {crop} is not allowed; give auto, with --photos DIR.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(KeptPhotographs) is null)
                return;
            var other = ((Option[])[Questions, Photographs, Failures, Plot, Json]).FirstOrDefault(option =>
                result.GetResult(option) is { Implicit: false }
            );
            if (other is not null)
                result.AddError($"{KeptPhotographs.Name} goes without {other.Name}.");
        });
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(CommandErrors.Report(() => Run(arguments, cancellation)))
        );
        return command;
    }

    private static int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var bundle = BundleReader.Open(arguments.GetRequiredValue(Folder));
        var engines = new List<InferenceEngine>();
        try
        {
            string?[] ids = [.. arguments.GetValue(Variants) ?? []];
            foreach (var id in ids.DefaultIfEmpty())
            {
                // A file for another provider is scored as it is, however slow the CPU is at it.
                var options = new EngineOptions(id, arguments.GetValue(Threads))
                {
                    EvaluateOnCpu = true,
                    // Figures without it would be those of another bundle.
                    HelperChanged = report => throw new InvalidDataException(report.Problem),
                };
                engines.Add(InferenceEngine.Load(bundle, options));
            }

            if (arguments.GetValue(Questions) is { } questions)
            {
                foreach (var engine in engines)
                    QuestionTable.Print(
                        engine.Variant.Id,
                        QuestionFile.Score(
                            questions,
                            new Responder(engine, FrameLimits.Default, TimeProvider.System),
                            cancellation
                        ),
                        arguments.GetValue(Failures)
                    );
                return 0;
            }

            if (arguments.GetValue(KeptPhotographs) is { } kept)
            {
                engines.ForEach(engine => ScoreKeptPhotos(kept, engine, cancellation));
                return 0;
            }

            var failures = arguments.GetValue(Failures) is { } folder ? new FailureFolder(folder) : null;
            if (arguments.GetValue(Photographs) is { } photos)
            {
                var locate = arguments.GetValue(Crop) is not null;
                engines.ForEach(engine => ScorePhotos(photos, engine, locate, failures, cancellation));
                failures?.WriteSheets();
                return 0;
            }

            var results = new List<SetResult>();
            foreach ((var set, var draw) in SetOptions.SetsOf(arguments, bundle.Manifest))
            {
                results.AddRange(Score(set, draw, engines, failures, arguments, cancellation));
            }

            failures?.WriteSheets();
            var report = EvaluationReport.Of(bundle.Manifest, results);
            Print(report, arguments.GetValue(Json));
            if (arguments.GetValue(Plot) is { } file)
                ReliabilityPlot.Write(file, [.. report.Overall().Select(all => (all.Variant, all.Reliability))]);
            return 0;
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
        }
    }

    private static List<SetResult> Score(
        string name,
        Func<Action, EvaluationSet> draw,
        List<InferenceEngine> engines,
        FailureFolder? failures,
        ParseResult arguments,
        CancellationToken cancellation
    )
    {
        var results = new List<SetResult>();
        ErrorConsole.Progress(progress =>
        {
            var drawing = progress.AddTask($"{name}: drawing", maxValue: SetOptions.LimitOf(arguments));
            var set = draw(() => drawing.Increment(1));
            drawing.Value = drawing.MaxValue;
            foreach (var engine in engines)
            {
                var variant = engine.Variant.Id;
                var asking = progress.AddTask($"{name}: {variant}", maxValue: set.Samples.Count);
                var evaluator = new Evaluator(new Responder(engine, FrameLimits.Default, TimeProvider.System), variant);
                results.Add(evaluator.Run(set, Answered, cancellation));

                void Answered(Failure? failure)
                {
                    asking.Increment(1);
                    if (failure is not null)
                    {
                        failures?.Add(failure);
                    }
                }
            }
        });
        return results;
    }

    private static void ScorePhotos(
        string folder,
        InferenceEngine engine,
        bool locate,
        FailureFolder? failures,
        CancellationToken cancellation
    )
    {
        if (locate && engine.Bundle.Manifest.Task(BundleTask.Locate) is null)
            throw new InvalidDataException(
                $"--crop auto: the bundle {engine.Bundle.Manifest.Name} {engine.Bundle.Manifest.Version} cannot find "
                    + $"instruments; it has no task '{BundleTask.Locate}'."
            );
        var variant = engine.Variant.Id;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var scores = PhotoScore.Of(PhotoFolder.Read(folder), responder, locate, cancellation);
        for (var i = 0; i < scores.Count; i++)
        {
            if (!scores[i].IsRight)
                failures?.Add(scores[i].ToFailure(name, variant, i));
        }

        Write(PhotoTable.Of($"{name}, {variant}{(locate ? ", found by the bundle" : "")}", scores));
    }

    private static void ScoreKeptPhotos(string folder, InferenceEngine engine, CancellationToken cancellation)
    {
        var scores = KeptPhotoScore.Of(
            PhotographSamples.Read(folder).KeptBack,
            new Responder(engine, FrameLimits.Default, TimeProvider.System),
            engine.Bundle.Manifest.Task(BundleTask.Locate) is not null,
            cancellation
        );
        Write(KeptPhotoTable.Of($"photographs kept from training, {engine.Variant.Id}", scores));
    }

    private static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles; // a file is wide enough, whatever the console takes it for
        console.Write(table);
    }

    private static void Print(EvaluationReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(report.ToJson());
        }
        else
        {
            Write(report.ToTable());
        }
    }
}
