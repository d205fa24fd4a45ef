using Siskin.Models.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>
/// Reverse Kullback-Leibler divergence: T^2 times the mean of KL(q || p) = sum q (log q - log p), where q =
/// softmax(student / T) and p = softmax(teacher / T). It punishes a student for what the teacher would not say, and not
/// for leaving out some of what it would (Gu et al., "MiniLLM: Knowledge Distillation of Large Language Models", 2024;
/// Agarwal et al., "On-Policy Distillation of Language Models", 2024).
/// </summary>
/// <param name="temperature">T, above 0.</param>
public sealed class ReverseDivergence(double temperature) : IDistillationLoss
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor student, Tensor teacher, Tensor counted)
    {
        using var scope = NewDisposeScope();
        using var divisor = temperature.ToScalar();
        var log = nn.functional.log_softmax(student.div(divisor), -1); // (N, vocab)
        var target = nn.functional.log_softmax(teacher.detach().div(divisor), -1);
        var divergence = log.exp().mul(log.Minus(target)).sum(-1); // (N)
        return CountedMean.Of(divergence, counted, temperature * temperature).MoveToOuterDisposeScope();
    }
}
