using Siskin.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Strips;

/// <summary>
/// Trains a <see cref="StripNetwork"/>, step after step, by a <see cref="StripLoss"/>. On one thread; who wants more
/// gives TorchSharp more.
/// </summary>
internal sealed class StripTrainer : IDisposable
{
    private const double ClipNorm = 1;

    private readonly StripTrainingOptions _options;
    private readonly FlatWeights _weights;
    private readonly MuonAdamW _optimizer;

    /// <param name="network">The network to train, in place.</param>
    /// <param name="options">Rates and lengths.</param>
    public StripTrainer(StripNetwork network, StripTrainingOptions options)
    {
        Network = network;
        _options = options;
        _weights = new FlatWeights(network);
        _optimizer = new MuonAdamW(_weights, options.WeightDecay);
    }

    /// <summary>The network being trained.</summary>
    public StripNetwork Network { get; }

    /// <summary>Steps taken, those before a resume included.</summary>
    public int Step { get; private set; }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is none of such a network.</exception>
    public void Resume(string folder)
    {
        Step = StripCheckpoint.Load(folder, Network).Step;
        StripCheckpoint.LoadMoments(folder, _optimizer, Step);
    }

    /// <summary>Saves a checkpoint from which <see cref="Resume"/> goes on.</summary>
    public void Save(string folder) => new StripCheckpoint(Step, Network.Options).Save(folder, Network, _optimizer);

    /// <summary>One step of the optimizer.</summary>
    /// <param name="batch">The loss of the network over a batch, a scalar.</param>
    /// <returns>The loss.</returns>
    public double TrainStep(Func<StripNetwork, Tensor> batch)
    {
        Network.train();
        _weights.Gradients.zero_();
        var loss = Learn(batch);
        Clip();
        var factor = WarmupStableDecay.Factor(Step, _options.Steps, _options.WarmupSteps, _options.DecaySteps);
        _optimizer.Step(_options.MuonRate * factor, _options.AdamRate * factor);
        Step++;
        return loss;
    }

    private double Learn(Func<StripNetwork, Tensor> batch)
    {
        using var scope = NewDisposeScope();
        var loss = batch(Network);
        loss.backward();
        return loss.item<float>();
    }

    private void Clip()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        double norm = _weights.Gradients.norm().item<float>();
        if (norm <= ClipNorm)
            return;
        using var factor = (ClipNorm / norm).ToScalar();
        _weights.Gradients.mul_(factor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _weights.Dispose();
    }
}

/// <summary>Rates and lengths of a training run.</summary>
/// <param name="Steps">All steps; the rates fall to 0 in the end.</param>
internal sealed record StripTrainingOptions(int Steps)
{
    /// <summary>Steps over which the rates rise.</summary>
    public int WarmupSteps { get; init; } = 50;

    /// <summary>The last steps, over which they fall.</summary>
    public int DecaySteps { get; init; } = Steps / 2;

    /// <summary>Rate of kernels.</summary>
    public double MuonRate { get; init; } = 0.02;

    /// <summary>Rate of norms and biases.</summary>
    public double AdamRate { get; init; } = 0.003;

    /// <summary>Decay of kernels.</summary>
    public double WeightDecay { get; init; } = 0.02;
}
