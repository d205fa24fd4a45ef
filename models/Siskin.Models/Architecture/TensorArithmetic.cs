using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Sums, differences and squares of tensors with a factor that outlives the call, or none. TorchSharp 0.107 makes a
/// scalar of its own for <c>a + b</c>, for a square and for every number that is passed to an operator, and does not
/// keep it alive: a garbage collection on another thread can free it during the call, which ended two training runs.
/// So scalars are static or in a <c>using</c>.
/// </summary>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1.0.ToScalar();
    private static readonly Scalar MinusOne = (-1.0).ToScalar();

    /// <summary>a + b</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a - b</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, MinusOne);

    /// <summary>a += b, in place.</summary>
    public static Tensor Add_(this Tensor a, Tensor b) => a.add_(b, One);

    /// <summary>a -= b, in place.</summary>
    public static Tensor Subtract_(this Tensor a, Tensor b) => a.add_(b, MinusOne);

    /// <summary>a * a</summary>
    public static Tensor Squared(this Tensor a) => a.mul(a);

    /// <summary>a + b * c</summary>
    public static Tensor PlusProduct(this Tensor a, Tensor b, Tensor c) => addcmul(a, b, c, One);
}
