using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>Holds what every patch says about the points of a scale against where they are.</summary>
public static class KeypointLoss
{
    // lives on, see TensorArithmetic
    private static readonly Scalar Distance = 40.0.ToScalar();

    /// <summary>
    /// For each point the cross-entropy of the patches' scores, as one choice among them and "not in the frame" (score
    /// 0), plus, over the patches that are near it, forty times the distance along both axes, in fractions of the
    /// grid. Summed over the samples, the mean of the points.
    /// </summary>
    /// <param name="told">(B, P, 15) of <see cref="KeypointHead"/></param>
    /// <param name="points">What is right, for N of the B.</param>
    public static Tensor Of(Tensor told, KeypointTensors points)
    {
        using var scope = NewDisposeScope();
        const int count = ScaleKeypoints.Count;
        var patches = told.shape[1];
        var known = told.index_select(0, points.Rows) // (N, P, 15)
            .view(points.Rows.shape[0], patches, count, TensorNames.KeypointNumbers);
        var scores = known.select(3, 0); // (N, P, K)
        var chosen = PatchChoice.CrossEntropy(scores, points.Shares);
        var places = known.narrow(3, 1, 2).Plus(points.Centres); // (N, P, K, 2)
        var apart = places.Minus(points.Points).abs().sum(3).mul(Distance); // (N, P, K)
        var shares = points.Shares.narrow(1, 0, patches); // 0 where it is nowhere
        using var mean = (1.0 / count).ToScalar();
        return chosen.Plus(apart.mul(shares).sum()).mul(mean).MoveToOuterDisposeScope();
    }
}
