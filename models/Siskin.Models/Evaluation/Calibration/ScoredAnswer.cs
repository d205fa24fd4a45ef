namespace Siskin.Models.Evaluation.Calibration;

/// <summary>An answer that was compared with the expected one.</summary>
/// <param name="Likelihood">Product of its token probabilities, 0 to 1.</param>
/// <param name="Confidence">What the bundle makes of it, 0 to 1.</param>
/// <param name="Right">Whether the answer was right.</param>
internal readonly record struct ScoredAnswer(double Likelihood, double Confidence, bool Right);
