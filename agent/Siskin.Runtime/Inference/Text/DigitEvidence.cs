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

    /// <summary>The mean logarithm of how likely a number is, with its point, by views that tell it.</summary>
    /// <param name="views">What a <see cref="RowSpeller"/> says of each.</param>
    /// <param name="number">The number.</param>
    public static double OfSpelled(IReadOnlyCollection<LineProbabilities> views, string number) =>
        views.Count == 0 ? 0 : views.Average(view => Math.Max(LeastLikelihood, view.LogLikelihood(number)));

    /// <summary>How far a score is ahead of all others; infinitely where it is alone.</summary>
    public static double Lead(int best, IReadOnlyList<double> scores) =>
        scores[best] - scores.Where((_, i) => i != best).DefaultIfEmpty(double.NegativeInfinity).Max();

    /// <summary>The share that the best of some scores has of all of them (softmax).</summary>
    public static double ShareOf(int best, IReadOnlyList<double> scores) =>
        1 / scores.Sum(score => Math.Exp(score - scores[best]));
}
