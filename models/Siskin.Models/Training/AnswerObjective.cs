using Siskin.Models.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Cross-entropy of the right answers, <see cref="AnswerLoss"/>; where samples ask for a place, of what every patch says
/// about it, <see cref="PlaceLoss"/>; where the points of a scale are known, of what it says about these, <see
/// cref="KeypointLoss"/>; and where wrong answers are known, of the choice among them, <see
/// cref="ChoiceLoss"/>.
/// </summary>
public sealed class AnswerObjective : ITrainingObjective
{
    // A place counts like so many tokens of an answer.
    private const double PlaceTokens = 3;

    // So do the points of a scale.
    private const double KeypointTokens = 3;

    // So does a choice.
    private const double ChoiceTokens = 2;

    /// <inheritdoc/>
    public GroupLoss Compute(Network network, GroupTensors group, double tokens, int seed)
    {
        using var scope = NewDisposeScope();
        var read = network.Read(group.Pixels, group.InputIds, group.InputMask);
        var cost = new TrainingCost(network.Options);
        var lengths = TrainingCost.Lengths(group.Group);
        var flops = cost.Answers(lengths);
        var logits = read.Logits(group.DecoderIds).flatten(0, 1); // (B * U, vocab)
        var loss = AnswerLoss.CrossEntropy(logits, group.Targets, tokens);
        if (group.Places is { } places && read.Places(group.Group.FrameTokens) is { } told)
        {
            using var weight = (PlaceTokens / tokens).ToScalar();
            loss = loss.Plus(PlaceLoss.Of(told, places).mul(weight));
        }
        if (group.Keypoints is { } points && read.Keypoints(group.Group.FrameTokens) is { } seen)
        {
            using var weight = (KeypointTokens / tokens).ToScalar();
            loss = loss.Plus(KeypointLoss.Of(seen, points).mul(weight));
        }
        if (group.Choices is { } choices && ChoiceLoss.Of(read, choices) is { } choice)
        {
            using var weight = (ChoiceTokens / tokens).ToScalar();
            loss = loss.Plus(choice.mul(weight));
            flops += cost.Choices(group.Group.Choices!, lengths);
        }
        return new GroupLoss(loss.MoveToOuterDisposeScope(), flops);
    }
}
