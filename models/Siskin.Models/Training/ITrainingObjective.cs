using Siskin.Models.Architecture;
using TorchSharp;

namespace Siskin.Models.Training;

/// <summary>What a training run lowers.</summary>
public interface ITrainingObjective
{
    /// <summary>The loss of one group; those of a batch's groups add up to the batch's.</summary>
    /// <param name="network">The network in training, or a replica of it.</param>
    /// <param name="group">Samples.</param>
    /// <param name="tokens">Answer tokens of the whole batch.</param>
    /// <param name="seed">Of what is drawn at random; differs with step and group.</param>
    GroupLoss Compute(Network network, GroupTensors group, double tokens, int seed);
}

/// <summary>The loss of one group.</summary>
/// <param name="Value">A scalar to differentiate.</param>
/// <param name="Flops">Operations that its computation and its gradient take, counted from the sizes.</param>
public readonly record struct GroupLoss(torch.Tensor Value, double Flops);
