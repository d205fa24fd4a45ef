using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Strips;

/// <summary>What a <see cref="StripNetwork"/> has to make small.</summary>
internal static class StripLoss
{
    /// <summary>
    /// The cross-entropy between where things are and where the network says that they are, in nats for each thing that
    /// is known.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The samples.</param>
    public static Tensor OfPlaces(StripNetwork network, IReadOnlyList<StripSample> batch)
    {
        using var scope = NewDisposeScope();
        var truth = StripTensors.Targets(batch, network.Options); // (B, K, L)
        var scores = network.forward(StripTensors.Pixels(batch, network.Options));
        return nn.functional.log_softmax(scores, 2).mul(truth).sum().neg().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How unlikely the network finds the texts of strips, in nats for each, wherever their characters stand
    /// (connectionist temporal classification, Graves et al., 2006): its outputs are classes, of which 0 is the blank.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Pixels (C, H, L) of each strip, 0 to 255, and the classes of its characters.</param>
    public static Tensor OfTexts(StripNetwork network, IReadOnlyList<(byte[] Pixels, int[] Classes)> batch)
    {
        using var scope = NewDisposeScope();
        var scores = network.forward(StripTensors.Pixels([.. batch.Select(row => row.Pixels)], network.Options));
        var places = nn.functional.log_softmax(scores, 1).permute(2, 0, 1); // (L, B, K)
        var texts = tensor(batch.SelectMany(row => row.Classes).Select(each => (long)each).ToArray());
        var lengths = tensor(batch.Select(row => (long)row.Classes.Length).ToArray());
        var all = full([batch.Count], network.Options.Length, dtype: ScalarType.Int64);
        using var loss = nn.CTCLoss(blank: 0, zero_infinity: true, reduction: nn.Reduction.Sum);
        return loss.forward(places, texts, all, lengths).div(batch.Count.ToScalar()).MoveToOuterDisposeScope();
    }
}
