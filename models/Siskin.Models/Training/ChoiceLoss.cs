using Siskin.Models.Architecture;
using Siskin.Models.Data;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// How much likelier the right answer is than wrong ones that are close to it. What every answer to a question has in
/// common, its form and what is usual, cancels out: what is left has to come from the frame.
/// </summary>
public static class ChoiceLoss
{
    /// <summary>
    /// Cross-entropy of the choice among the answers of each sample, by the softmax of their log-probabilities, as
    /// requests with <c>choices</c> are scored. Summed over the samples.
    /// </summary>
    /// <param name="read">The group's inputs.</param>
    /// <param name="choices">The answers, the right one of each sample first.</param>
    /// <returns>A scalar; null where the network cannot answer an input several times.</returns>
    public static Tensor? Of(ReadInput read, ChoiceTensors choices)
    {
        using var scope = NewDisposeScope();
        if (read.Rows(choices.Rows) is not { } repeated)
            return null;
        var logits = repeated.Logits(choices.DecoderIds).flatten(0, 1); // (N * K * U, vocab)
        var surprise = nn.functional.cross_entropy(
            logits,
            choices.Targets,
            ignore_index: SampleGroup.Ignored,
            reduction: nn.Reduction.None
        );
        var answers = surprise.view(-1, ChoiceTargets.Answers, choices.DecoderIds.shape[1]).sum(2).neg(); // (N, K)
        return nn.functional.log_softmax(answers, 1).select(1, 0).sum().neg().MoveToOuterDisposeScope();
    }
}
