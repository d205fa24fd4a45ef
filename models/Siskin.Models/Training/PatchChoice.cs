using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>The choice among the patches of a frame and "not in the frame", whose score is 0.</summary>
internal static class PatchChoice
{
    /// <summary>Cross-entropy of the scores, summed over the samples.</summary>
    /// <param name="scores">(N, P), or (N, P, K) for K things to be found</param>
    /// <param name="shares">(N, P + 1), or (N, P + 1, K): what is right, the last of "not in the frame"</param>
    public static Tensor CrossEntropy(Tensor scores, Tensor shares)
    {
        using var scope = NewDisposeScope();
        using var nowhere = zeros_like(scores.narrow(1, 0, 1));
        var choice = nn.functional.log_softmax(cat([scores, nowhere], 1), 1);
        return choice.mul(shares).sum().neg().MoveToOuterDisposeScope();
    }
}
