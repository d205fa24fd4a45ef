using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>
/// Cross-entropy with the teacher's softened distribution as target: T^2 times the mean of -sum p log q, where p =
/// softmax(teacher / T) and q = softmax(student / T). The square keeps the gradient's size independent of T (Hinton et
/// al., "Distilling the Knowledge in a Neural Network", 2015, section 2). Its gradient is that of the forward
/// Kullback-Leibler divergence KL(p || q), which differs from it by the teacher's entropy.
/// </summary>
/// <param name="temperature">T, above 0.</param>
public sealed class SoftCrossEntropy(double temperature) : IDistillationLoss
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor student, Tensor teacher, Tensor counted)
    {
        using var scope = NewDisposeScope();
        using var divisor = temperature.ToScalar();
        var target = teacher.detach().div(divisor).softmax(-1); // (N, vocab)
        var log = nn.functional.log_softmax(student.div(divisor), -1);
        var entropy = target.mul(log).sum(-1).neg(); // (N)
        return CountedMean.Of(entropy, counted, temperature * temperature).MoveToOuterDisposeScope();
    }
}
