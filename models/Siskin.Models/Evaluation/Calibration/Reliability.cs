namespace Siskin.Models.Evaluation.Calibration;

/// <summary>How far confidences can be trusted.</summary>
/// <param name="Count">Answers.</param>
/// <param name="Sure">Answers with a confidence of <see cref="SureFrom"/> or more.</param>
/// <param name="SureRight">Right ones among them.</param>
/// <param name="Bins">Answers by confidence in tenths, from low to high, empty tenths left out.</param>
internal sealed record Reliability(int Count, int Sure, int SureRight, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Confidence from which an answer counts as sure.</summary>
    public const double SureFrom = 0.9;

    private const int Tenths = 10;

    /// <summary>Right answers among the sure ones in percent; null when there is none.</summary>
    public double? SurePercent => Sure == 0 ? null : 100.0 * SureRight / Sure;

    /// <summary>
    /// Expected calibration error, 0 to 1: the distance of confidence and share right, averaged over the answers of ten
    /// equal bins (Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", 2015).
    /// </summary>
    public double Error => Bins.Sum(bin => bin.Count * Math.Abs(bin.Confidence - bin.RightShare)) / Math.Max(1, Count);

    /// <summary>The reliability of answers.</summary>
    public static Reliability Of(IReadOnlyCollection<ScoredAnswer> answers)
    {
        ReliabilityBin[] bins =
        [
            .. answers
                .GroupBy(answer => Math.Min(Tenths - 1, (int)(answer.Confidence * Tenths)))
                .OrderBy(tenth => tenth.Key)
                .Select(tenth => new ReliabilityBin(
                    tenth.Count(),
                    tenth.Average(answer => answer.Confidence),
                    tenth.Average(answer => answer.Right ? 1.0 : 0)
                )),
        ];
        ScoredAnswer[] sure = [.. answers.Where(answer => answer.Confidence >= SureFrom)];
        return new Reliability(answers.Count, sure.Length, sure.Count(answer => answer.Right), bins);
    }
}

/// <summary>Answers of about the same confidence.</summary>
/// <param name="Count">Answers.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="RightShare">The share of right ones, 0 to 1.</param>
internal readonly record struct ReliabilityBin(int Count, double Confidence, double RightShare);
