using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>
/// A student learns from a larger teacher: alpha times the distance between their distributions and 1 - alpha times the
/// cross-entropy of the right answer. On-policy, the distance is measured on an answer that the student drew, so that
/// it learns to go on from its own mistakes; the right answer is in the cross-entropy alone (Elfeki et al., "Return of
/// the Encoder", 2025, after Agarwal et al., 2024).
/// </summary>
/// <param name="teacher">The teacher; its weights stay.</param>
/// <param name="options">How it teaches.</param>
/// <param name="tokens">The tokens that begin, end and pad an answer.</param>
public sealed class DistillationObjective(Network teacher, DistillationOptions options, SpecialTokens tokens)
    : ITrainingObjective
{
    private readonly IDistillationLoss _distance = options.Reverse
        ? new ReverseDivergence(options.Temperature)
        : new SoftCrossEntropy(options.Temperature);

    private readonly AnswerSampler _sampler = new(options.Sampling, tokens);
    private readonly TrainingCost _teacherCost = new(teacher.Options);

    /// <inheritdoc/>
    public GroupLoss Compute(Network network, GroupTensors group, double tokens, int seed)
    {
        var input = network.Read(group.Pixels, group.InputIds, group.InputMask);
        var right = input.Logits(group.DecoderIds); // (B, U, vocab)
        var cross = AnswerLoss.CrossEntropy(right.flatten(0, 1), group.Targets, tokens);
        var lengths = TrainingCost.Lengths(group.Group);
        var cost = new TrainingCost(network.Options);
        if (options.OffPolicy)
        {
            using var ignored = Data.SampleGroup.Ignored.ToScalar();
            var counted = group.Targets.ne(ignored);
            var distance = Distance(group, right, group.DecoderIds, counted);
            return new GroupLoss(Joined(group, distance, cross, tokens), cost.OffPolicy(_teacherCost, lengths));
        }

        var own = _sampler.Draw(input, group.Group.Count, group.Group.OutputLength, seed);
        var logits = input.Logits(own.DecoderIds); // (B, V, vocab)
        var distanceOfOwn = Distance(group, logits, own.DecoderIds, own.Counted.flatten());
        return new GroupLoss(
            Joined(group, distanceOfOwn, cross, tokens),
            cost.OnPolicy(_teacherCost, lengths, own.Lengths())
        );
    }

    private Tensor Distance(GroupTensors group, Tensor student, Tensor answerIds, Tensor counted)
    {
        Tensor taught;
        using (no_grad())
            taught = teacher.AnswerLogits(group.Pixels, group.InputIds, group.InputMask, answerIds);
        return _distance.Measure(student.flatten(0, 1), taught.flatten(0, 1), counted);
    }

    /// <summary>The distance is a mean over this group, which has a part of the batch's right answer tokens.</summary>
    private Tensor Joined(GroupTensors group, Tensor distance, Tensor cross, double tokens)
    {
        using var ofDistance = (options.Alpha * group.Group.AnswerTokens / tokens).ToScalar();
        using var ofCross = (1 - options.Alpha).ToScalar();
        return distance.mul(ofDistance).Plus(cross.mul(ofCross));
    }
}
