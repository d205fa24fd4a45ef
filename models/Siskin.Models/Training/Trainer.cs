using System.Diagnostics;
using Siskin.Models.Architecture;
using Siskin.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// One training step after the other: groups forward and backward, gradients clipped, weights updated.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly FlatWeights _weights;
    private readonly MuonAdamW _optimizer;
    private readonly GradientWorkers _workers;

    /// <param name="network">The network to train, in place.</param>
    /// <param name="options">Rates, sizes and lengths.</param>
    /// <param name="workers">Groups of a batch that are computed at the same time, each on one thread.</param>
    /// <param name="objective">What is lowered; the cross-entropy of the answers when left out.</param>
    public Trainer(Network network, TrainingOptions options, int workers = 1, ITrainingObjective? objective = null)
    {
        Network = network;
        _options = options;
        _weights = new FlatWeights(network);
        _optimizer = new MuonAdamW(_weights, options.WeightDecay, workers, options.Bf16);
        _workers = new GradientWorkers(network, _weights, workers, options.Bf16, objective);
    }

    /// <summary>The network being trained.</summary>
    public Network Network { get; }

    /// <summary>Steps taken, those before a resume included.</summary>
    public int Step { get; private set; }

    /// <summary>Goes on from a checkpoint.</summary>
    public void Resume(string folder)
    {
        Step = Checkpoint.Read(folder).Step;
        Checkpoint.LoadWeights(folder, Network);
        Checkpoint.LoadMoments(folder, _optimizer, Step);
    }

    /// <summary>Saves a checkpoint from which <see cref="Resume"/> goes on.</summary>
    public void Save(string folder, long samplesDrawn) =>
        new Checkpoint(Step, samplesDrawn, Network.Options).Save(folder, Network, _optimizer);

    /// <summary>One optimizer step over the groups of a batch.</summary>
    /// <returns>The mean loss per answer token, the norm of the gradient before clipping, seconds taken.</returns>
    public StepResult TrainStep(IReadOnlyList<GroupTensors> batch)
    {
        var started = Stopwatch.GetTimestamp();
        var factor = WarmupStableDecay.Factor(Step, _options.Steps, _options.WarmupSteps, _options.DecaySteps);
        var (loss, flops) = _workers.Compute(batch, SampleSeeds.Mix(_options.Seed, Step));
        var norm = Clip();
        _optimizer.Step(_options.MuonRate * factor, _options.AdamRate * factor);
        Step++;
        return new StepResult(
            loss,
            norm,
            batch.Sum(g => g.Group.Count),
            flops,
            Stopwatch.GetElapsedTime(started).TotalSeconds
        );
    }

    /// <inheritdoc cref="TrainStep(IReadOnlyList{GroupTensors})"/>
    public StepResult TrainStep(IReadOnlyList<SampleGroup> batch)
    {
        var tensors = batch.Select(group => GroupTensors.From(group)).ToList();
        try
        {
            return TrainStep(tensors);
        }
        finally
        {
            tensors.ForEach(group => group.Dispose());
        }
    }

    /// <summary>Scales all gradients together down to the largest allowed norm; returns the norm before.</summary>
    private double Clip()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        double norm = _weights.Gradients.norm().item<float>();
        if (norm > _options.ClipNorm)
        {
            using var factor = (_options.ClipNorm / norm).ToScalar();
            _weights.Gradients.mul_(factor);
        }
        return norm;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workers.Dispose();
        _optimizer.Dispose();
        _weights.Dispose();
    }
}

/// <summary>What one step did.</summary>
/// <param name="Loss">Mean loss per answer token in nats.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="Flops">Operations of forward and backward, counted from the sizes.</param>
/// <param name="Seconds">Duration, without waiting for the batch.</param>
public readonly record struct StepResult(double Loss, double GradientNorm, int Samples, double Flops, double Seconds);
