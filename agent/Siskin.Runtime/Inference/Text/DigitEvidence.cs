namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// What speaks for a number: its share by the model and its likelihood by the recognition graph, each of several views
/// of one row of digits, as natural logarithms.
/// </summary>
internal static class DigitEvidence
{
    // What is as good as excluded, by the model and by the graph: no view alone decides.
    private const double LeastShare = -13.8,
        LeastLikelihood = -12;

    /// <summary>The logarithm of a share, no less than what is as good as excluded.</summary>
    public static double OfShare(double share) => Math.Max(LeastShare, Math.Log(share));

    /// <summary>The mean logarithm of how likely a number is, its point left out, by the graph's views.</summary>
    /// <param name="views">(T, 11) each, see <see cref="LineProbabilities.OfDigits"/>.</param>
    /// <param name="number">The number.</param>
    public static double OfViews(IEnumerable<float[]> views, string number)
    {
        int[] labels = [.. DigitCandidates.DigitsOf(number).Select(digit => digit - '0' + 1)];
        return views.Average(view =>
            Math.Max(LeastLikelihood, Ctc.LogLikelihood(view, LineProbabilities.DigitClasses, labels))
        );
    }

    /// <summary>The share that the best of some scores has of all of them (softmax).</summary>
    public static double ShareOf(int best, IReadOnlyList<double> scores) =>
        1 / scores.Sum(score => Math.Exp(score - scores[best]));
}
