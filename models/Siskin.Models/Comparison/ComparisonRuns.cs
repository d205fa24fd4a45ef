using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Recipes;
using Siskin.Models.Runs;
using Siskin.Models.Training;
using Siskin.Models.Training.Distillation;
using Siskin.Runtime.Text;
using Spectre.Console;

namespace Siskin.Models.Comparison;

/// <summary>Trains the runs of a comparison, each in its own folder, and goes on with those that are there.</summary>
/// <param name="recipe">Rates, batches and tasks of all arms.</param>
/// <param name="device">What trains.</param>
/// <param name="tokenizer">The tokenizer of all.</param>
/// <param name="folder">Where the runs are.</param>
/// <param name="arms">The arms.</param>
/// <param name="distinct">Samples that the arms learn from again and again; null where none is repeated.</param>
internal sealed class ComparisonRuns(
    Recipe recipe,
    TrainingDevice device,
    BpeTokenizer tokenizer,
    string folder,
    IReadOnlyList<ComparedArm> arms,
    long? distinct
)
{
    private const int TeacherSeed = 1_000;

    /// <summary>Folder of the teacher that is trained for a comparison.</summary>
    public string TeacherFolder => Path.Combine(folder, "teacher");

    /// <summary>The runs of an arm that are finished, by seed.</summary>
    public IReadOnlyList<RunScores> Finished(ComparedArm arm, int seeds) =>
        [.. Enumerable.Range(1, seeds).Select(seed => RunScores.Read(FolderOf(arm, seed))).OfType<RunScores>()];

    /// <summary>Where an arm's run of a seed is.</summary>
    public string FolderOf(ComparedArm arm, int seed) => Path.Combine(folder, arm.Folder, $"seed-{seed}");

    /// <summary>Trains the teacher, or goes on with it.</summary>
    /// <returns>False when it was stopped before its end.</returns>
    public bool TrainTeacher(ModelOptions model, int? steps)
    {
        var training = recipe.Training with { Seed = TeacherSeed, Steps = steps ?? recipe.Training.Steps };
        training = training with
        {
            DecaySteps = (int)((long)recipe.Training.DecaySteps * training.Steps / recipe.Training.Steps),
        };
        return Run($"{recipe.Name} teacher", model, training, TeacherFolder, TeacherSeed, objective: null, of: null);
    }

    /// <summary>Scores the teacher, so that a report can say what there was to learn from it.</summary>
    public void ScoreTeacher(string checkpoint, TaskScores scores)
    {
        using var network = Checkpoint.LoadNetwork(checkpoint);
        var (step, log) = (Checkpoint.Read(checkpoint).Step, Path.Combine(TeacherFolder, "loss.tsv"));
        Directory.CreateDirectory(TeacherFolder);
        new RunScores(
            "teacher",
            TeacherSeed,
            network.CountParameters(),
            step,
            (long)step * recipe.Training.BatchSize,
            File.Exists(log) ? new LossLog(TeacherFolder, step).ReadFlops().Values.DefaultIfEmpty(0).Max() : 0,
            scores.Of(network)
        ).Save(TeacherFolder);
    }

    /// <summary>Trains and scores one run, or goes on with it.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="teacher">Checkpoint of the teacher.</param>
    /// <param name="scores">What a finished run is scored on.</param>
    /// <returns>False when it was stopped before its end.</returns>
    public bool Train(ComparedArm arm, int seed, string teacher, TaskScores scores)
    {
        var run = FolderOf(arm, seed);
        if (RunScores.Read(run) is not null)
            return true;
        using var taught = arm.IsDistilled ? TeacherNetwork.Load(teacher, arm.Model) : null;
        var objective = taught is null ? null : new DistillationObjective(taught, new(), tokenizer.Tokens);
        foreach (var part in Shared(arm).Concat(Own(arm)))
        {
            var training = recipe.Training with { Seed = seed, Steps = part.Steps, DecaySteps = part.Decay };
            var name = $"{arm.Name} ({arm.Match}), seed {seed}";
            if (!Run(name, arm.Model, training, run, seed, part.IsDistilled ? objective : null, distinct))
                return false;
            foreach (var fork in part.Forks)
                Fork(run, FolderOf(fork, seed), part.Steps);
        }

        Score(arm, seed, run, scores);
        return true;
    }

    /// <summary>
    /// What an arm has in common with those that it is a fork of; already there where their checkpoint was copied.
    /// </summary>
    private static IEnumerable<Part> Shared(ComparedArm arm) =>
        arm.ForkOf is { } of ? Shared(of).Append(new Part(arm.ForkStep, 0, of.IsDistilled, [])) : [];

    /// <summary>An arm's training up to each of its forks, then to its end.</summary>
    private IEnumerable<Part> Own(ComparedArm arm) =>
        arms.Where(one => one.ForkOf?.Folder == arm.Folder)
            .GroupBy(one => one.ForkStep)
            .OrderBy(step => step.Key)
            .Select(step => new Part(step.Key, 0, arm.IsDistilled, [.. step]))
            .Append(new Part(arm.Steps, arm.DecaySteps, arm.IsDistilled, []));

    private bool Run(
        string name,
        ModelOptions model,
        TrainingOptions training,
        string run,
        int seed,
        ITrainingObjective? objective,
        long? of
    ) =>
        new TrainingRun(recipe with { Name = name, Model = model, Training = training }, device, tokenizer, run)
        {
            Stream = SampleSeeds.Mix(SampleSeeds.Training, seed),
            Objective = _ => objective,
            Distinct = of,
        }.Run();

    /// <summary>Copies a run that has just reached a step, unless the fork has begun.</summary>
    private static void Fork(string from, string to, int step)
    {
        if (
            Directory.Exists(TrainingRun.CheckpointIn(to))
            || Checkpoint.Read(TrainingRun.CheckpointIn(from)).Step != step
        )
            return;
        Directory.CreateDirectory(to);
        foreach (var log in Directory.GetFiles(from, "*.tsv"))
            File.Copy(log, Path.Combine(to, Path.GetFileName(log)), overwrite: true);
        // The checkpoint last: with it the fork has begun.
        var (source, partial) = (TrainingRun.CheckpointIn(from), TrainingRun.CheckpointIn(to) + ".copy");
        Directory.CreateDirectory(partial);
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(partial, Path.GetFileName(file)), overwrite: true);
        Directory.Move(partial, TrainingRun.CheckpointIn(to));
    }

    private void Score(ComparedArm arm, int seed, string run, TaskScores scores)
    {
        using var network = Checkpoint.LoadNetwork(TrainingRun.CheckpointIn(run));
        new RunScores(
            arm.Folder,
            seed,
            network.CountParameters(),
            arm.Steps,
            (long)arm.Steps * recipe.Training.BatchSize,
            new LossLog(run, arm.Steps).ReadFlops().Values.DefaultIfEmpty(0).Max(),
            scores.Of(network)
        ).Save(run);
        AnsiConsole.MarkupLineInterpolated($"{arm.Name} ({arm.Match}), seed {seed}: finished");
    }

    /// <summary>A part of a run: up to a step, with or without the teacher.</summary>
    private sealed record Part(int Steps, int Decay, bool IsDistilled, IReadOnlyList<ComparedArm> Forks);
}
