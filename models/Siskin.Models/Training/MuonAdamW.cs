using Siskin.Models.Architecture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Muon (Jordan et al., 2024) for matrices and convolution kernels, AdamW (Loshchilov and Hutter, 2019) for embeddings,
/// norms and biases. Muon orthogonalizes the momentum of a matrix, so that every direction of it learns equally fast.
/// </summary>
public sealed class MuonAdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.95;

    // Scalars that live on, see LivingScalars.
    private static readonly Scalar Momentum = 0.95.ToScalar();
    private static readonly Scalar OfFirst = Beta1.ToScalar();
    private static readonly Scalar OfGradient = (1 - Beta1).ToScalar();
    private static readonly Scalar OfSecond = Beta2.ToScalar();
    private static readonly Scalar OfSquare = (1 - Beta2).ToScalar();
    private static readonly Scalar Epsilon = 1e-10.ToScalar();
    private static readonly Scalar NormEpsilon = 1e-7.ToScalar();

    private readonly List<Slot> _slots = [];
    private readonly double _weightDecay;
    private readonly int _workers;

    /// <param name="parameters">Names and weights; a name decides the method.</param>
    /// <param name="weightDecay">Decoupled decay of the matrices.</param>
    /// <param name="workers">Weights that are updated at the same time.</param>
    public MuonAdamW(IEnumerable<(string Name, Parameter Weight)> parameters, double weightDecay, int workers = 1)
    {
        _workers = workers;
        _weightDecay = weightDecay;
        foreach (var (name, weight) in parameters)
        {
            bool matrix = weight.dim() is 2 or 4 && !name.Contains("embedding", StringComparison.Ordinal);
            var first = zeros_like(weight).DetachFromDisposeScope();
            var second = matrix ? null : zeros_like(weight).DetachFromDisposeScope();
            _slots.Add(new Slot(name, weight, first, second));
        }
    }

    /// <summary>Optimizer steps taken so far; AdamW's bias correction depends on it.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>One update from the gradients that the weights hold.</summary>
    public void Step(double muonRate, double adamRate)
    {
        StepsTaken++;
        Parallel.ForEach(_slots, new ParallelOptions { MaxDegreeOfParallelism = _workers }, slot =>
        {
            using var noGrad = no_grad(); // of this thread
            using var scope = NewDisposeScope();
            if (slot.Weight.grad is not { } gradient)
                return;
            if (slot.SecondMoment is null)
                StepMuon(slot, gradient, muonRate);
            else
                StepAdamW(slot, gradient, slot.SecondMoment, adamRate);
        });
    }

    private void StepMuon(Slot slot, Tensor gradient, double rate)
    {
        slot.FirstMoment.mul_(Momentum).Add_(gradient);
        var nesterov = gradient.add(slot.FirstMoment, Momentum);
        var matrix = nesterov.view(nesterov.shape[0], -1); // (out, in)
        double shapeFactor = Math.Sqrt(Math.Max(1.0, matrix.shape[0] / (double)matrix.shape[1]));
        var update = Orthogonalize(matrix).view(slot.Weight.shape);
        using var kept = (1 - rate * _weightDecay).ToScalar();
        using var stride = (-rate * shapeFactor).ToScalar();
        slot.Weight.mul_(kept).add_(update, stride);
    }

    private void StepAdamW(Slot slot, Tensor gradient, Tensor second, double rate)
    {
        slot.FirstMoment.mul_(OfFirst).add_(gradient, OfGradient);
        second.mul_(OfSecond).addcmul_(gradient, gradient, OfSquare);
        using var correction2 = (1 - Math.Pow(Beta2, StepsTaken)).ToScalar();
        using var stride = (-rate / (1 - Math.Pow(Beta1, StepsTaken))).ToScalar();
        var denominator = second.div(correction2).sqrt_().add_(Epsilon);
        slot.Weight.addcdiv_(slot.FirstMoment, denominator, stride);
    }

    /// <summary>Nearest matrix with singular values near 1, by five Newton-Schulz iterations with Muon's quintic coefficients.</summary>
    internal static Tensor Orthogonalize(Tensor matrix) // (m, n) -> (m, n)
    {
        const float a = 3.4445f, b = -4.7750f, c = 2.0315f;
        bool tall = matrix.shape[0] > matrix.shape[1];
        var x = tall ? matrix.t() : matrix;
        x = x.div(x.norm().add(NormEpsilon));
        for (int i = 0; i < 5; i++)
        {
            var gram = x.mm(x.t());
            var polynomial = addmm(gram, gram, gram, beta: b, alpha: c);
            x = addmm(x, polynomial, x, beta: a, alpha: 1);
        }
        return tall ? x.t() : x;
    }

    /// <summary>The moments by name, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Value)> State()
    {
        foreach (var slot in _slots)
        {
            yield return ("first." + slot.Name, slot.FirstMoment);
            if (slot.SecondMoment is not null)
                yield return ("second." + slot.Name, slot.SecondMoment);
        }
    }

    /// <summary>Says how many steps the loaded moments have seen.</summary>
    public void Resume(int stepsTaken) => StepsTaken = stepsTaken;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.FirstMoment.Dispose();
            slot.SecondMoment?.Dispose();
        }
    }

    private sealed record Slot(string Name, Parameter Weight, Tensor FirstMoment, Tensor? SecondMoment);
}
