using Siskin.Models.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Muon (Jordan et al., 2024) for matrices and convolution kernels, AdamW (Loshchilov and Hutter, 2019) for embeddings,
/// norms and biases. Muon orthogonalizes the momentum of a matrix, so that every direction of it learns equally fast.
/// Matrices without a gradient, as those of the vision encoder in a batch of texts, rest.
/// </summary>
public sealed class MuonAdamW : IDisposable
{
    private const double MomentumKept = 0.95;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.95;

    // Scalars that live on, see TensorArithmetic.
    private static readonly Scalar Momentum = MomentumKept.ToScalar();
    private static readonly Scalar Forgotten = (1 - MomentumKept).ToScalar();
    private static readonly Scalar OfFirst = Beta1.ToScalar();
    private static readonly Scalar OfGradient = (1 - Beta1).ToScalar();
    private static readonly Scalar OfSecond = Beta2.ToScalar();
    private static readonly Scalar OfSquare = (1 - Beta2).ToScalar();
    private static readonly Scalar Epsilon = 1e-10.ToScalar();
    private static readonly Scalar Linear = 3.4445.ToScalar();
    private static readonly Scalar Cubic = (-4.7750).ToScalar();
    private static readonly Scalar Quintic = 2.0315.ToScalar();
    private static readonly Scalar NormEpsilon = 1e-7.ToScalar();

    private readonly FlatWeights _weights;
    private readonly double _weightDecay;
    private readonly int _workers;
    private readonly ScalarType _type;
    private readonly Tensor _first; // of every weight
    private readonly Tensor _second; // of those behind the matrices

    /// <param name="weights">Weights and their gradients.</param>
    /// <param name="weightDecay">Decoupled decay of the matrices.</param>
    /// <param name="workers">Threads that orthogonalize matrices of different sizes at the same time.</param>
    /// <param name="bf16">Orthogonalizes in bfloat16, which is as good: the result is only near orthogonal
    /// anyway.</param>
    public MuonAdamW(FlatWeights weights, double weightDecay, int workers = 1, bool bf16 = false)
    {
        _type = bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        _weights = weights;
        _weightDecay = weightDecay;
        _workers = workers;
        _first = zeros_like(weights.Values).DetachFromDisposeScope();
        _second = zeros_like(Others(weights.Values)).DetachFromDisposeScope();
    }

    /// <summary>Optimizer steps taken so far; AdamW's bias correction depends on it.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>One update from the gradients that the weights hold.</summary>
    public void Step(double muonRate, double adamRate)
    {
        StepsTaken++;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        StepMuon(muonRate);
        StepAdamW(adamRate);
    }

    private void StepMuon(double rate)
    {
        Parallel.ForEach(
            _weights.Matrices,
            new ParallelOptions { MaxDegreeOfParallelism = _workers },
            block =>
            {
                using var noGrad = no_grad(); // of this thread
                using var scope = NewDisposeScope();
                var shapeFactor = Math.Sqrt(Math.Max(1.0, block.Rows / (double)block.Columns));
                using var decay = (-rate * _weightDecay).ToScalar();
                using var stride = (-rate * shapeFactor).ToScalar();
                var gradient = block.Of(_weights.Gradients);
                var used = Used(gradient);
                var momentum = block.Of(_first);
                momentum.Subtract_(momentum.mul(used).mul_(Forgotten)).Add_(gradient);
                var nesterov = gradient.add(momentum, Momentum);
                var change = Orthogonalize(nesterov.to(_type)).to(ScalarType.Float32).mul_(stride);
                var values = block.Of(_weights.Values);
                values.Add_(change.add_(values, decay).mul_(used));
            }
        );
    }

    // (count, 1, 1): 1 for a matrix that some sample of the batch went through, otherwise 0. What is left of an older
    // momentum would be made as large as a fresh one: a batch of texts would move the vision encoder by a full step,
    // for hundreds of steps.
    private static Tensor Used(Tensor gradients) => gradients.abs().amax([1L, 2L], keepdim: true).sign_();

    private void StepAdamW(double rate)
    {
        var gradient = Others(_weights.Gradients);
        var first = Others(_first).mul_(OfFirst).add_(gradient, OfGradient);
        _second.mul_(OfSecond).addcmul_(gradient, gradient, OfSquare);
        using var correction2 = (1 - Math.Pow(Beta2, StepsTaken)).ToScalar();
        using var stride = (-rate / (1 - Math.Pow(Beta1, StepsTaken))).ToScalar();
        var denominator = _second.div(correction2).sqrt_().add_(Epsilon);
        Others(_weights.Values).addcdiv_(first, denominator, stride);
    }

    /// <summary>
    /// Nearest matrices with singular values near 1, by five Newton-Schulz iterations with Muon's quintic coefficients.
    /// </summary>
    internal static Tensor Orthogonalize(Tensor matrices) // (count, m, n) -> (count, m, n)
    {
        var tall = matrices.shape[1] > matrices.shape[2];
        var x = tall ? matrices.transpose(1, 2) : matrices;
        x = x.div(x.Squared().sum([1L, 2L], keepdim: true).sqrt_().add_(NormEpsilon));
        for (var i = 0; i < 5; i++)
        {
            var gram = x.bmm(x.transpose(1, 2));
            // TorchSharp 0.107 mixes up baddbmm's arguments.
            var polynomial = gram.bmm(gram).mul_(Quintic).add_(gram, Cubic);
            x = polynomial.bmm(x).add_(x, Linear);
        }
        return tall ? x.transpose(1, 2) : x;
    }

    private Tensor Others(Tensor flat) => flat.narrow(0, _weights.MatrixValues, _weights.Count - _weights.MatrixValues);

    /// <summary>The moments by name, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        _weights
            .Split(_first)
            .Select(moment => ("first." + moment.Name, moment.View))
            .Concat(
                _weights
                    .Split(_second, from: _weights.MatrixValues)
                    .Select(moment => ("second." + moment.Name, moment.View))
            );

    /// <summary>Says how many steps the loaded moments have seen.</summary>
    public void Resume(int stepsTaken) => StepsTaken = stepsTaken;

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
