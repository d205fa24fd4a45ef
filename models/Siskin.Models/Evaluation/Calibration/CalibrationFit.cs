using Siskin.Runtime.Bundles;

namespace Siskin.Models.Evaluation.Calibration;

/// <summary>Finds the calibration of a bundle from answers to held-out samples.</summary>
internal static class CalibrationFit
{
    /// <summary>One-sided 95 % of a normal distribution.</summary>
    private const double Deviations = 1.645;

    private static readonly double SureLogit = ConfidenceCalibration.Logit(Reliability.SureFrom);

    /// <summary>
    /// Platt scaling of the likelihoods, then as much less offset as it takes for the answers at a confidence of
    /// <see cref="Reliability.SureFrom"/> and more to be right as often as wanted. That holds for the lower end of the
    /// share's 95 % interval (Wilson, 1927), so that it holds on other samples too; where no answers can promise it,
    /// none is sure.
    /// </summary>
    /// <param name="answers">Answers with their likelihoods, of every kind that the bundle is asked.</param>
    /// <param name="target">Wanted share of right answers among the sure ones, 0 to 1.</param>
    public static ConfidenceCalibration Of(IReadOnlyList<ScoredAnswer> answers, double target)
    {
        double[] logits = [.. answers.Select(answer => ConfidenceCalibration.Logit(answer.Likelihood))];
        bool[] right = [.. answers.Select(answer => answer.Right)];
        (var scale, var offset) = PlattScaling.Fit(logits, right);
        // Surer answers that are right less often: nothing that a rising curve could say. It stays all but level.
        scale = Math.Clamp(scale, ConfidenceCalibration.MinScale, ConfidenceCalibration.Max);
        Array.Sort(logits, right);
        Array.Reverse(logits);
        Array.Reverse(right);
        var min = SureLogit - (scale * Threshold(logits, right, target, (SureLogit - offset) / scale));
        offset = Math.Clamp(Math.Min(offset, min), -ConfidenceCalibration.Max, ConfidenceCalibration.Max);
        return new ConfidenceCalibration((float)scale, (float)offset);
    }

    /// <summary>
    /// The logit from which answers are sure: <paramref name="wanted"/>, or the next above it that keeps the target.
    /// </summary>
    private static double Threshold(double[] logits, bool[] right, double target, double wanted)
    {
        var threshold = logits[0] + 1;
        var good = 0;
        for (var i = 0; i < logits.Length && logits[i] >= wanted; i++)
        {
            good += right[i] ? 1 : 0;
            var next = i + 1 < logits.Length ? logits[i + 1] : logits[i] - 1;
            if (next < logits[i] && LowerEnd(good, i + 1) >= target)
                threshold = Math.Max(wanted, (logits[i] + next) / 2);
        }

        return threshold;
    }

    // Wilson's score interval.
    private static double LowerEnd(int good, int count)
    {
        double share = (double)good / count,
            z2 = Deviations * Deviations;
        var spread = Deviations * Math.Sqrt((share * (1 - share) / count) + (z2 / (4.0 * count * count)));
        return (share + (z2 / (2 * count)) - spread) / (1 + (z2 / count));
    }
}
