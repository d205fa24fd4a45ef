namespace Siskin.Runtime.Bundles;

/// <summary>
/// Turns the likelihood of an answer, the product of its token probabilities, into a confidence that matches how often
/// such answers are right: <c>sigmoid(scale * logit(likelihood) + offset)</c>. The bundle's <c>[confidence]</c> table.
/// </summary>
/// <remarks>
/// Platt scaling (Platt, "Probabilistic outputs for support vector machines", 1999) of the logit. At run time the task
/// is free text, so one mapping has to serve every task; it is monotone, so it never changes which of two answers is
/// the surer one; and on a few thousand samples two numbers cannot overfit as a histogram would. Plain temperature
/// scaling (Guo et al., "On calibration of modern neural networks", 2017) is the case <c>offset = 0</c>, which cannot
/// move answers that are wrong more often than not below one half.
/// </remarks>
/// <param name="Scale">Factor of the logit, <see cref="MinScale"/> to <see cref="Max"/>.</param>
/// <param name="Offset">Added to it, -<see cref="Max"/> to <see cref="Max"/>.</param>
public sealed record ConfidenceCalibration(float Scale, float Offset)
{
    /// <summary>Smallest scale; at 0 every answer would be as sure as any other.</summary>
    public const float MinScale = 0.001f;

    /// <summary>Largest scale, and largest offset to either side.</summary>
    public const float Max = 1000;

    // Probabilities are computed in single precision: nearer to 0 or 1 than this, they differ by chance.
    private const double Resolution = 1e-7;

    /// <summary>The confidence of a likelihood, both 0 to 1.</summary>
    public double Of(double likelihood) => 1 / (1 + Math.Exp(-((Scale * Logit(likelihood)) + Offset)));

    /// <summary>ln(p / (1 - p)), of a likelihood within single precision of 0 and 1: -16.1 to 16.1.</summary>
    public static double Logit(double likelihood)
    {
        var inside = Math.Clamp(likelihood, Resolution, 1 - Resolution);
        return Math.Log(inside / (1 - inside));
    }
}
