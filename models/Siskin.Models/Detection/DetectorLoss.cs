using Siskin.Models.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>What a <see cref="DetectorNetwork"/> has to make small.</summary>
internal static class DetectorLoss
{
    // Cells in a row are few: each counts so many times; and what height and direction count beside the score.
    private static readonly Scalar InRow = 3.0.ToScalar();
    private static readonly Scalar One = 1.0.ToScalar();
    private static readonly Scalar Two = 2.0.ToScalar();
    private static readonly Scalar OfShape = 0.5.ToScalar();

    /// <summary>
    /// Cross-entropy of the scores, one minus their overlap with the rows (Milletari et al., 2016, "V-Net", section 3),
    /// and the squared errors of height and direction within rows.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The samples.</param>
    public static Tensor Of(DetectorNetwork network, IReadOnlyList<DetectorSample> batch)
    {
        using var scope = NewDisposeScope();
        var told = network.forward(DetectorSample.Pixels(batch)); // (B, 4, H, W)
        var truth = DetectorSample.Targets(batch); // (B, 4, H, W)
        var inside = truth.narrow(1, 0, 1); // (B, 1, H, W)
        var score = told.narrow(1, 0, 1);
        var weight = inside.mul(InRow).add(One);
        var entropy = nn.functional.binary_cross_entropy_with_logits(score, inside, weight: weight).mul(Two).mul(Two);
        var likely = score.sigmoid();
        var both = likely.mul(inside).sum([1, 2, 3]).mul(Two).add(One);
        var all = likely.Squared().sum([1, 2, 3]).Plus(inside.Squared().sum([1, 2, 3])).add(One);
        var apart = both.div(all).neg().add(One).mean();
        var shape = told.narrow(1, 1, 3).Minus(truth.narrow(1, 1, 3)).Squared().mul(inside);
        var wrong = shape.sum().div(inside.sum().add(One));
        return entropy.Plus(apart).Plus(wrong.mul(OfShape)).MoveToOuterDisposeScope();
    }
}
