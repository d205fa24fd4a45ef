using Siskin.Models.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>Holds what every patch says about where an instrument is against where it is.</summary>
public static class PlaceLoss
{
    // lives on, see TensorArithmetic
    private static readonly Scalar Five = 5.0.ToScalar();

    /// <summary>
    /// Cross-entropy of the patches' scores, as one choice among them and "not in the frame" (score 0), plus, over the
    /// patches of the instrument, five times the mean distance of the edges and 1 less the generalized intersection
    /// over union (Rezatofighi et al., 2019). Summed over the samples.
    /// </summary>
    /// <param name="told">(B, P, 5) of <see cref="PlaceHead"/></param>
    /// <param name="places">What is right, for N of the B.</param>
    public static Tensor Of(Tensor told, PlaceTensors places)
    {
        using var scope = NewDisposeScope();
        var asked = told.index_select(0, places.Rows); // (N, P, 5)
        var scores = asked.select(2, 0); // (N, P)
        var chosen = PatchChoice.CrossEntropy(scores, places.Shares);
        var edges = asked.narrow(2, 1, 4).Plus(places.Centres); // (N, P, 4)
        var shares = places.Shares.narrow(1, 0, scores.shape[1]); // (N, P), 0 where it is nowhere
        var distance = edges.Minus(places.Edges).abs().mean([2]).mul(Five); // (N, P)
        var apart = distance.Minus(GeneralizedOverlap(edges, places.Edges)); // one less than the loss of a patch
        return chosen.Plus(apart.mul(shares).sum()).Plus(shares.sum()).MoveToOuterDisposeScope();
    }

    // (N, P, 4) and (N, 1, 4) -> (N, P), -1 to 1
    private static Tensor GeneralizedOverlap(Tensor boxes, Tensor others)
    {
        var (width, height) = (Common(0), Common(1));
        var both = width.mul(height);
        var either = Area(boxes).Plus(Area(others)).Minus(both);
        var around = Around(0).mul(Around(1));
        return both.div(either).Minus(around.Minus(either).div(around));

        Tensor Edge(Tensor of, int edge) => of.select(2, edge);
        Tensor Area(Tensor of) =>
            nn.functional.relu(Edge(of, 2).Minus(Edge(of, 0))).mul(nn.functional.relu(Edge(of, 3).Minus(Edge(of, 1))));
        Tensor Common(int axis) =>
            nn.functional.relu(
                minimum(Edge(boxes, axis + 2), Edge(others, axis + 2))
                    .Minus(maximum(Edge(boxes, axis), Edge(others, axis)))
            );
        Tensor Around(int axis) =>
            maximum(Edge(boxes, axis + 2), Edge(others, axis + 2))
                .Minus(minimum(Edge(boxes, axis), Edge(others, axis)));
    }
}
