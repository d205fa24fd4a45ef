using System.Diagnostics;
using Siskin.Models.Architecture;
using Siskin.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>One training step after the other: groups forward and backward, gradients clipped, weights updated.</summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly MuonAdamW _optimizer;
    private readonly GradientWorkers _workers;

    /// <param name="network">The network to train, in place.</param>
    /// <param name="options">Rates, sizes and lengths.</param>
    /// <param name="workers">Groups of a batch that are computed at the same time, each on one thread.</param>
    public Trainer(EncoderDecoder network, TrainingOptions options, int workers = 1)
    {
        Network = network;
        _options = options;
        _optimizer = new MuonAdamW(network.named_parameters().Select(p => (p.name, p.parameter)), options.WeightDecay, workers);
        _workers = new GradientWorkers(network, workers);
    }

    /// <summary>The network being trained.</summary>
    public EncoderDecoder Network { get; }

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
    /// <returns>Mean cross-entropy per answer token in nats, the norm of the gradient before clipping, seconds taken.</returns>
    public StepResult TrainStep(IReadOnlyList<SampleGroup> batch)
    {
        long started = Stopwatch.GetTimestamp();
        double factor = WarmupStableDecay.Factor(Step, _options.Steps, _options.WarmupSteps, _options.DecaySteps);
        double loss = _workers.Compute(batch);
        double norm = nn.utils.clip_grad_norm_(Network.parameters(), _options.ClipNorm);
        _optimizer.Step(_options.MuonRate * factor, _options.AdamRate * factor);
        Step++;
        return new StepResult(loss, norm, batch.Sum(g => g.Count), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workers.Dispose();
        _optimizer.Dispose();
    }
}

/// <summary>What one step did.</summary>
/// <param name="Loss">Mean cross-entropy per answer token in nats.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="Seconds">Duration, without waiting for the batch.</param>
public readonly record struct StepResult(double Loss, double GradientNorm, int Samples, double Seconds);
