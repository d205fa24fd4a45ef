using Siskin.Models.Architecture;

namespace Siskin.Models.Training;

/// <summary>Cross-entropy of the right answers, <see cref="AnswerLoss"/>.</summary>
public sealed class AnswerObjective : ITrainingObjective
{
    /// <inheritdoc/>
    public GroupLoss Compute(Network network, GroupTensors group, double tokens, int seed)
    {
        var (logits, targets) = AnswerLoss.Forward(network, group);
        return new GroupLoss(
            AnswerLoss.CrossEntropy(logits, targets, tokens),
            new TrainingCost(network.Options).Answers(TrainingCost.Lengths(group.Group))
        );
    }
}
