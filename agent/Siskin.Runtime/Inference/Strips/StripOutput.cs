using System.Numerics.Tensors;

namespace Siskin.Runtime.Inference.Strips;

/// <summary>Where along a strip one thing is: how likely it is at each place, which together are 1.</summary>
/// <param name="Shares">(L), place by place.</param>
public readonly record struct StripOutput(float[] Shares)
{
    // Places on each side that belong to a peak: networks learn one with a deviation of a place.
    private const int Reach = 3;

    /// <summary>The softmax of scores.</summary>
    public static StripOutput OfLogits(ReadOnlySpan<float> logits)
    {
        var shares = new float[logits.Length];
        SoftMax(logits, shares);
        return new StripOutput(shares);
    }

    /// <summary>
    /// The softmax of scores however large: e to the power of what they are less than the largest, which never
    /// overflows as that of themselves does from 89 on.
    /// </summary>
    /// <param name="logits">The scores.</param>
    /// <param name="shares">As many numbers that together are 1; may be the scores themselves.</param>
    internal static void SoftMax(ReadOnlySpan<float> logits, Span<float> shares)
    {
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), shares);
        TensorPrimitives.SoftMax(shares, shares);
    }

    /// <summary>
    /// The likeliest place, finer than places are: the mean of those about the largest share, weighed by theirs, and
    /// the sum of these shares.
    /// </summary>
    /// <param name="circular">Whether the last place is the first one's neighbour.</param>
    /// <returns>
    /// The place, 0 in the middle of the first one; of a circle less than its length. How sure it is, 0 to 1.
    /// </returns>
    public (double At, double Share) Peak(bool circular) => Peak(TensorPrimitives.IndexOfMax<float>(Shares), circular);

    /// <summary>The same about the place where the largest share of those is that a condition holds for.</summary>
    /// <param name="circular">Whether the last place is the first one's neighbour.</param>
    /// <param name="may">Says of a place whether it may be the peak; one has to be.</param>
    public (double At, double Share) Peak(bool circular, Func<int, bool> may)
    {
        var best = -1;
        for (var at = 0; at < Shares.Length; at++)
        {
            if (may(at) && (best < 0 || Shares[at] > Shares[best]))
                best = at;
        }

        return best < 0 ? throw new ArgumentException("no place may be the peak", nameof(may)) : Peak(best, circular);
    }

    private (double At, double Share) Peak(int best, bool circular)
    {
        double sum = 0,
            weighed = 0;
        for (var off = -Reach; off <= Reach; off++)
        {
            var at = best + off;
            if (!circular && (at < 0 || at >= Shares.Length))
                continue;
            var share = Shares[(at + Shares.Length) % Shares.Length];
            (sum, weighed) = (sum + share, weighed + (share * off));
        }

        var place = best + (sum > 0 ? weighed / sum : 0);
        return (circular ? (place + Shares.Length) % Shares.Length : place, sum);
    }

    /// <summary>How likely it is at a place between two, as a share of one place's width.</summary>
    /// <param name="place">0 in the middle of the first place.</param>
    /// <param name="circular">Whether the last place is the first one's neighbour.</param>
    public double At(double place, bool circular)
    {
        var floor = (int)Math.Floor(place);
        var (part, shares) = (place - floor, Shares);
        return ((1 - part) * Of(floor)) + (part * Of(floor + 1));

        float Of(int at) =>
            shares[
                circular ? ((at % shares.Length) + shares.Length) % shares.Length : Math.Clamp(at, 0, shares.Length - 1)
            ];
    }
}
