using System.CommandLine;
using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Recipes;
using Siskin.Models.Tasks;
using Siskin.Models.Training;
using Siskin.Runtime.Text;
using Spectre.Console;
using TorchSharp;

namespace Siskin.Models.Commands;

/// <summary><c>siskin-models train</c>: from a recipe and a tokenizer to a checkpoint, resumable.</summary>
internal static class TrainCommand
{
    private static readonly Option<FileInfo> RecipeFile = new("--recipe")
    {
        Description = "Recipe file (TOML).",
        Required = true,
    };
    private static readonly Option<FileInfo> TokenizerFile = new("--tokenizer")
    {
        Description = "tokenizer.json of the bundle.",
        Required = true,
    };
    private static readonly Option<DirectoryInfo> RunFolder = new("--run")
    {
        Description = "Folder of the run: checkpoint, loss log, plots. Resumes what is there.",
        Required = true,
    };
    private static readonly Option<DirectoryInfo?> Photographs = new("--photographs")
    {
        Description =
            "Folder of labelled photographs (labels.jsonl) for the task 'photograph', and for what stands behind "
            + "drawn instruments.",
    };
    private static readonly Option<int?> Steps = new("--steps")
    {
        Description = "Overrides the recipe's number of steps and leaves its finish out.",
    };
    private static readonly Option<int?> DecaySteps = new("--decay-steps")
    {
        Description = "Overrides the length of the final decay; with --steps it ends a stable run.",
    };
    private static readonly Option<int> Threads = new("--threads")
    {
        Description =
            "On a CPU, groups of a batch that are computed at the same time, each on one processor thread; with "
            + "a GPU, threads that draw samples for it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
    private static readonly Option<string> DeviceName = new Option<string>("--device")
    {
        Description = "Where to train; cuda wants a CUDA build of LibTorch on the library path.",
        DefaultValueFactory = _ => "cpu",
    }.AcceptOnlyFromAmong("cpu", "cuda");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("train", "Train a model on synthesized samples.")
        {
            RecipeFile,
            TokenizerFile,
            RunFolder,
            Photographs,
            Steps,
            DecaySteps,
            Threads,
            DeviceName,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var recipe = Recipe.Load(arguments.GetRequiredValue(RecipeFile).FullName);
                var steps = arguments.GetValue(Steps);
                recipe = recipe with
                {
                    Training = recipe.Training with
                    {
                        Steps = steps ?? recipe.Training.Steps,
                        DecaySteps = arguments.GetValue(DecaySteps) ?? recipe.Training.DecaySteps,
                    },
                    Finish = steps is null ? recipe.Finish : [],
                };
                var device = TrainingDevice.Open(arguments.GetRequiredValue(DeviceName), arguments.GetValue(Threads));
                Run(
                    recipe,
                    device,
                    arguments.GetRequiredValue(TokenizerFile).FullName,
                    arguments.GetRequiredValue(RunFolder).FullName,
                    arguments.GetValue(Photographs)?.FullName
                );
                return 0;
            })
        );
        return command;
    }

    private static void Run(
        Recipe recipe,
        TrainingDevice device,
        string tokenizerPath,
        string runFolder,
        string? photographs
    )
    {
        var tokenizer = BpeTokenizer.Load(tokenizerPath);
        recipe.CheckTokenizer(tokenizer, tokenizerPath);
        Directory.CreateDirectory(runFolder);
        var synthesizer = new Synthesizer(NamePieces.Of(tokenizer), photographs);
        torch.manual_seed(recipe.Training.Seed);
        using var network = Network.Create(recipe.Model);
        var phases = recipe.Phases();
        var blends = phases.Any(phase => phase.BlendOfFirst > 0);
        string checkpoint = Path.Combine(runFolder, "checkpoint"),
            first = Path.Combine(runFolder, "first-phase");
        Checkpoint.Recover(checkpoint);
        var average = Path.Combine(runFolder, "average");
        if (Directory.Exists(average))
            Directory.Delete(average, recursive: true); // of a training that now goes on, or of another recipe
        string End(int phase) => Path.Combine(runFolder, "ends", $"{phase}");
        var averaged = Enumerable.Range(0, phases.Count).Where(i => phases[i].AverageEnd).ToList();
        RequireEnds(checkpoint, averaged.Select(i => (End(i), phases[i].Training.Steps)));
        for (var i = 0; i < phases.Count; i++)
        {
            var begins = i == 0 ? 0 : phases[i - 1].Training.Steps;
            if (!Run(recipe, phases[i], begins, device, network, synthesizer, tokenizer, runFolder, checkpoint, first))
                return;
            if (i == 0 && blends)
                Keep(phases[i], first);
            if (phases[i].AverageEnd)
                Keep(phases[i], End(i));
        }
        if (averaged.Count == 0)
            return;
        using var mean = Checkpoint.Average([.. averaged.Select(End)]);
        Checkpoint.Read(checkpoint).Save(average, mean, optimizer: null);

        // The weights of a phase that has just ended, also when the run was stopped between its last checkpoint and
        // this.
        void Keep(TrainingPhase phase, string folder)
        {
            if (Checkpoint.Read(checkpoint) is var end && end.Step == phase.Training.Steps)
                end.Save(folder, network, optimizer: null);
        }
    }

    /// <summary>Says before hours of training that weights for the mean were not kept when their phase ended.</summary>
    private static void RequireEnds(string checkpoint, IEnumerable<(string Folder, int Step)> ends)
    {
        var step = Checkpoint.Exists(checkpoint) ? Checkpoint.Read(checkpoint).Step : 0;
        foreach (var (folder, end) in ends)
            if (end < step && (!Checkpoint.Exists(folder) || Checkpoint.Read(folder).Step != end))
                throw new InvalidDataException(
                    $"{folder}: the weights of step {end} are wanted for the mean (average_end), but the run is "
                        + $"at step {step} and did not keep them; begin a new run, or take average_end out of that phase"
                );
    }

    /// <summary>
    /// Runs a phase from where the run's checkpoint stands; false when it was stopped before its end.
    /// </summary>
    private static bool Run(
        Recipe recipe,
        TrainingPhase phase,
        int begins,
        TrainingDevice device,
        Network network,
        Synthesizer synthesizer,
        BpeTokenizer tokenizer,
        string runFolder,
        string checkpoint,
        string first
    )
    {
        var vision = recipe.Model.Vision?.ToShape();
        var options = phase.Training;
        EncodedSample Encode(Sample sample) => EncodedSample.From(sample, tokenizer, vision);
        GroupPool Pool() => new(options.GroupSize, tokenizer.Tokens, vision?.PatchSize ?? 1);

        using var trainer = new Trainer(network, options, device.Workers);
        long drawn = 0;
        if (Checkpoint.Exists(checkpoint))
        {
            trainer.Resume(checkpoint);
            drawn = Checkpoint.Read(checkpoint).SamplesDrawn;
        }
        if (trainer.Step >= options.Steps)
            return true;
        if (phase.BlendOfFirst > 0 && trainer.Step == begins)
            Checkpoint.BlendWeights(first, network, phase.BlendOfFirst);
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{recipe.Name}[/]: {network.CountParameters():N0} parameters, step {trainer.Step} of {options.Steps}"
        );

        var log = new LossLog(runFolder, trainer.Step);
        var validation =
            options.ValidateEvery == 0
                ? null
                : Validation.Draw(phase.Tasks.Keys, options.ValidationSamples, synthesizer.Draw, Encode, Pool());
        var mixture = new SampleMixture(phase.Tasks, SampleSeeds.Training, synthesizer.Draw, phase.Stages);
        var replay = new FrameReplay(options.FrameUses, capacity: Math.Max(2000, 20 * options.BatchSize), options.Seed);
        using var loader = new BatchLoader(
            mixture,
            drawn,
            Encode,
            Pool(),
            replay,
            groupsAhead: 24,
            device.Drawers,
            device.Device
        );
        TrainingLoop.Run(trainer, loader, validation, log, options, runFolder, checkpoint);
        return trainer.Step >= options.Steps;
    }
}
