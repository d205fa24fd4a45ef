using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>The mean over the tokens of answers, padding left out.</summary>
internal static class CountedMean
{
    /// <summary>Sum of the values (N) that count, over their number, times a factor.</summary>
    public static Tensor Of(Tensor values, Tensor counted, double factor)
    {
        using var scope = NewDisposeScope();
        using var by = factor.ToScalar();
        // Chosen, not multiplied by 0: what stands at padding may be anything.
        return values.masked_select(counted).mean().mul(by).MoveToOuterDisposeScope();
    }
}
