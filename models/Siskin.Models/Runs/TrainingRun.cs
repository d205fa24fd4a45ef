using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Recipes;
using Siskin.Models.Tasks;
using Siskin.Models.Training;
using Siskin.Runtime.Text;
using Spectre.Console;
using TorchSharp;

namespace Siskin.Models.Runs;

/// <summary>
/// A training in a folder, phase by phase: checkpoint, loss log, plots. It goes on from what the folder holds.
/// </summary>
internal sealed class TrainingRun
{
    private readonly Recipe _recipe;
    private readonly TrainingDevice _device;
    private readonly BpeTokenizer _tokenizer;
    private readonly string _folder;
    private readonly string _checkpoint;

    /// <param name="recipe">Sizes, rates and tasks.</param>
    /// <param name="device">What trains.</param>
    /// <param name="tokenizer">The tokenizer, which must fit into the recipe's vocabulary.</param>
    /// <param name="folder">The run's folder; made where it is missing.</param>
    public TrainingRun(Recipe recipe, TrainingDevice device, BpeTokenizer tokenizer, string folder)
    {
        (_recipe, _device, _tokenizer, _folder) = (recipe, device, tokenizer, folder);
        _checkpoint = CheckpointIn(folder);
    }

    /// <summary>Labelled photographs, or null; see <see cref="Tasks.Synthesizer"/>.</summary>
    public string? Photographs { get; init; }

    /// <summary>Seed of the stream of samples.</summary>
    public int Stream { get; init; } = SampleSeeds.Training;

    /// <summary>Samples after which the stream begins anew; null where none is repeated.</summary>
    public long? Distinct { get; init; }

    /// <summary>
    /// What a phase, counted from 0, lowers; null for the cross-entropy of the answers.
    /// </summary>
    public Func<int, ITrainingObjective?> Objective { get; init; } = _ => null;

    /// <summary>A checkpoint whose weights a new run begins with; null for random ones.</summary>
    public string? BeginsWith { get; init; }

    /// <summary>Where a run's folder has its checkpoint.</summary>
    public static string CheckpointIn(string folder) => Path.Combine(folder, "checkpoint");

    /// <summary>Trains to the recipe's end.</summary>
    /// <returns>False when it was stopped before.</returns>
    /// <exception cref="InvalidDataException">Another training has the folder, or what is in it does not fit.</exception>
    public bool Run()
    {
        Directory.CreateDirectory(_folder);
        using var taken = RunLock.Take(_folder);
        var synthesizer = new Synthesizer(NamePieces.Of(_tokenizer), Photographs);
        torch.manual_seed(_recipe.Training.Seed);
        using var network = Network.Create(_recipe.Model);
        var phases = _recipe.Phases();
        Checkpoint.Recover(_checkpoint);
        Begin(network);
        var average = Path.Combine(_folder, "average");
        if (Directory.Exists(average))
            Directory.Delete(average, recursive: true); // of a training that now goes on, or of another recipe
        var averaged = Enumerable.Range(0, phases.Count).Where(i => phases[i].AverageEnd).ToList();
        RequireEnds(averaged.Select(i => (End(i), phases[i].Training.Steps)));
        for (var i = 0; i < phases.Count; i++)
        {
            if (!Run(i, phases, network, synthesizer))
                return false;
            if (i == 0 && phases.Any(phase => phase.BlendOfFirst > 0))
                Keep(phases[i], network, First);
            if (phases[i].AverageEnd)
                Keep(phases[i], network, End(i));
        }
        if (averaged.Count == 0)
            return true;
        using var mean = Checkpoint.Average([.. averaged.Select(End)]);
        Checkpoint.Read(_checkpoint).Save(average, mean, optimizer: null);
        return true;
    }

    private string First => Path.Combine(_folder, "first-phase");

    private string End(int phase) => Path.Combine(_folder, "ends", $"{phase}");

    private void Begin(Network network)
    {
        if (BeginsWith is null || Checkpoint.Exists(_checkpoint))
            return;
        Checkpoint.LoadWeights(BeginsWith, network);
        using var trainer = new Trainer(network, _recipe.Training);
        trainer.Save(_checkpoint, samplesDrawn: 0);
    }

    // The weights of a phase that has just ended, also when the run was stopped between its last checkpoint and this.
    private void Keep(TrainingPhase phase, Network network, string folder)
    {
        if (Checkpoint.Read(_checkpoint) is var end && end.Step == phase.Training.Steps)
            end.Save(folder, network, optimizer: null);
    }

    /// <summary>Says before hours of training that weights for the mean were not kept when their phase ended.</summary>
    private void RequireEnds(IEnumerable<(string Folder, int Step)> ends)
    {
        var step = Checkpoint.Exists(_checkpoint) ? Checkpoint.Read(_checkpoint).Step : 0;
        foreach (var (folder, end) in ends)
            if (end < step && (!Checkpoint.Exists(folder) || Checkpoint.Read(folder).Step != end))
                throw new InvalidDataException(
                    $"{folder}: the weights of step {end} are wanted for the mean (average_end), but the run is "
                        + $"at step {step} and did not keep them; begin a new run, or take average_end out of that "
                        + "phase"
                );
    }

    /// <summary>
    /// Runs a phase from where the run's checkpoint stands; false when it was stopped before its end.
    /// </summary>
    private bool Run(int number, IReadOnlyList<TrainingPhase> phases, Network network, Synthesizer synthesizer)
    {
        var phase = phases[number];
        var begins = number == 0 ? 0 : phases[number - 1].Training.Steps;
        var options = phase.Training;
        using var trainer = new Trainer(network, options, _device.Workers, Objective(number));
        long drawn = 0;
        if (Checkpoint.Exists(_checkpoint))
        {
            trainer.Resume(_checkpoint);
            drawn = Checkpoint.Read(_checkpoint).SamplesDrawn;
        }
        if (trainer.Step >= options.Steps)
            return true;
        if (phase.BlendOfFirst > 0 && trainer.Step == begins)
            Checkpoint.BlendWeights(First, network, phase.BlendOfFirst);
        var (count, step) = (network.CountParameters(), trainer.Step);
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{_recipe.Name}[/]: {count:N0} parameters, step {step} of {options.Steps}"
        );

        var log = new LossLog(_folder, trainer.Step);
        var validation =
            options.ValidateEvery == 0
                ? null
                : Validation.Draw(phase.Tasks.Keys, options.ValidationSamples, synthesizer.Draw, Encode, Pool(options));
        using var loader = Loader(phase, synthesizer, drawn);
        TrainingLoop.Run(trainer, loader, validation, log, options, _folder, _checkpoint);
        return trainer.Step >= options.Steps;
    }

    private BatchLoader Loader(TrainingPhase phase, Synthesizer synthesizer, long drawn)
    {
        var options = phase.Training;
        return new BatchLoader(
            new SampleMixture(phase.Tasks, Stream, synthesizer.Draw, phase.Stages, Distinct),
            drawn,
            Encode,
            Pool(options),
            new FrameReplay(options.FrameUses, capacity: Math.Max(2000, 20 * options.BatchSize), options.Seed),
            groupsAhead: 24,
            _device.Drawers,
            _device.Device
        );
    }

    private EncodedSample Encode(Sample sample) =>
        EncodedSample.From(sample, _tokenizer, _recipe.Model.Vision?.ToShape());

    private GroupPool Pool(TrainingOptions options) =>
        new(options.GroupSize, _tokenizer.Tokens, _recipe.Model.Vision?.PatchSize ?? 1);
}
