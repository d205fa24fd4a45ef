namespace Siskin.Runtime.Inference.Instruments;

/// <summary>Weighs choices by what was seen besides.</summary>
internal static class ChoiceEvidence
{
    /// <summary>
    /// The choices with the product of their shares and how likely what was seen is of each, together 1, and the
    /// largest as the answer. A model that would rather have said none of them is no surer of any.
    /// </summary>
    /// <param name="answer">One of choices.</param>
    /// <param name="likelihood">
    /// Of a choice's text; null where nothing can be said of it, which leaves the answer as it is.
    /// </param>
    public static Answer Weigh(Answer answer, Func<string, double?> likelihood)
    {
        var choices = answer.Choices!;
        var weights = choices.Select(choice => choice.Probability * likelihood(choice.Text)).ToArray();
        var sum = weights.Sum();
        if (weights.Contains(null) || sum is not > 0)
            return answer;
        var shares = choices
            .Zip(weights, (choice, weight) => choice with { Probability = weight!.Value / sum.Value })
            .ToArray();
        var best = shares.MaxBy(choice => choice.Probability);
        var trust = Math.Min(1, answer.Confidence / choices.Max(choice => choice.Probability));
        return answer with
        {
            Text = best.Text,
            Choices = shares,
            // What both prefer may be sure, what only one of them prefers not.
            Confidence = Math.Min(
                best.Text == answer.Text ? Math.Max(answer.Confidence, Looks.MaxDisputed) : Looks.MaxDisputed,
                best.Probability * trust
            ),
        };
    }

    /// <summary>
    /// How likely something is seen so far from where a choice has it: by a normal distribution, 1 where nothing is
    /// off.
    /// </summary>
    /// <param name="squared">The square of how far, in standard deviations; of several errors their sum.</param>
    /// <param name="floor">The least: it may have been seen quite wrongly.</param>
    public static double Likelihood(double squared, double floor) => floor + ((1 - floor) * Math.Exp(-0.5 * squared));
}
