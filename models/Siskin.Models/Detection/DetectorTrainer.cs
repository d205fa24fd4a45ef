using Siskin.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>Trains a <see cref="DetectorNetwork"/>, step after step, by <see cref="DetectorLoss"/>.</summary>
internal sealed class DetectorTrainer : IDisposable
{
    private const double ClipNorm = 1,
        MuonRate = 0.02,
        AdamRate = 0.003,
        WeightDecay = 0.02;
    private const int Warmup = 50;

    private readonly int _steps;
    private readonly FlatWeights _weights;
    private readonly MuonAdamW _optimizer;

    /// <param name="network">The network to train, in place.</param>
    /// <param name="steps">All steps; the rates fall to 0 in the end.</param>
    public DetectorTrainer(DetectorNetwork network, int steps)
    {
        Network = network;
        _steps = steps;
        _weights = new FlatWeights(network);
        _optimizer = new MuonAdamW(_weights, WeightDecay);
    }

    /// <summary>The network being trained.</summary>
    public DetectorNetwork Network { get; }

    /// <summary>Steps taken, those before a resume included.</summary>
    public int Step { get; private set; }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is none of such a network.</exception>
    public void Resume(string folder)
    {
        Step = DetectorCheckpoint.Load(folder, Network);
        DetectorCheckpoint.LoadMoments(folder, _optimizer, Step);
    }

    /// <summary>Saves a checkpoint from which <see cref="Resume"/> goes on.</summary>
    public void Save(string folder) => DetectorCheckpoint.Save(folder, Network, Step, _optimizer);

    /// <summary>One step of the optimizer.</summary>
    /// <returns>The loss.</returns>
    public double TrainStep(IReadOnlyList<DetectorSample> batch)
    {
        Network.train();
        _weights.Gradients.zero_();
        double loss;
        using (NewDisposeScope())
        {
            using var tensor = DetectorLoss.Of(Network, batch);
            tensor.backward();
            loss = tensor.item<float>();
        }

        Clip();
        var factor = WarmupStableDecay.Factor(Step, _steps, Warmup, _steps / 2);
        _optimizer.Step(MuonRate * factor, AdamRate * factor);
        Step++;
        return loss;
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
