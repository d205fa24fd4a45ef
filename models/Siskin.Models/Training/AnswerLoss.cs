using Siskin.Models.Architecture;
using Siskin.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>Runs a group through the network and compares every answer token with the expected one.</summary>
public static class AnswerLoss
{
    private static readonly Scalar Ignored = SampleGroup.Ignored.ToScalar(); // lives on, see TensorArithmetic

    /// <summary>Logits of the whole answer with the right tokens as decoder input (teacher forcing).</summary>
    /// <returns>(B * U, vocab) and the targets (B * U)</returns>
    public static (Tensor Logits, Tensor Targets) Forward(Network network, GroupTensors group)
    {
        // (B, U, vocab)
        var logits = network.AnswerLogits(group.Pixels, group.InputIds, group.InputMask, group.DecoderIds);
        return (logits.flatten(0, 1), group.Targets);
    }

    /// <summary>
    /// Cross-entropy summed over the answer tokens of each sample, divided by <paramref name="tokens"/>.
    /// </summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor targets, double tokens)
    {
        using var divisor = tokens.ToScalar();
        return nn
            .functional.cross_entropy(logits, targets, ignore_index: SampleGroup.Ignored, reduction: nn.Reduction.Sum)
            .div(divisor);
    }

    /// <summary>
    /// For each sample whether every answer token has the largest logit. With greedy decoding that is exactly the case
    /// in which the decoder would write the expected answer, because each right token makes the next input right.
    /// </summary>
    public static bool[] ExactAnswers(Tensor logits, Tensor targets, SampleGroup group)
    {
        using var scope = NewDisposeScope();
        var right = logits.argmax(-1).eq(targets).logical_or(targets.eq(Ignored)); // (B * U)
        return right.view(group.Count, group.OutputLength).all(1).cpu().data<bool>().ToArray();
    }
}
