using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>How far a student's distributions of the next token are from its teacher's.</summary>
public interface IDistillationLoss
{
    /// <summary>Mean over the tokens that count.</summary>
    /// <param name="student">(N, vocab) logits</param>
    /// <param name="teacher">(N, vocab) logits, without a gradient</param>
    /// <param name="counted">(N) boolean</param>
    /// <returns>A scalar in nats, times the square of the temperature.</returns>
    Tensor Measure(Tensor student, Tensor teacher, Tensor counted);
}
