using Siskin.Models.Data;
using Siskin.Models.Evaluation.Calibration;

namespace Siskin.Models.Evaluation;

/// <summary>Samples that are scored together.</summary>
/// <param name="Name">Shown in the table; also the name of its folder of failures.</param>
/// <param name="Samples">What is asked and what is expected.</param>
internal sealed record EvaluationSet(string Name, IReadOnlyList<Sample> Samples)
{
    /// <summary>Candidates that are not asked, because they have gaps or their answer is open to dispute.</summary>
    public int LeftOut { get; init; }
}

/// <summary>How one variant did on one set.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Variant">Id of the variant.</param>
/// <param name="Count">Samples asked.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Confidence">Mean confidence of the answers, 0 to 1.</param>
/// <param name="LatencyMs">Median of a whole answer in milliseconds, frame decoding included.</param>
internal sealed record SetResult(string Set, string Variant, int Count, int Right, double Confidence, double LatencyMs)
{
    /// <summary>Candidates that the set leaves out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Every answer with its confidence; rejected samples have none.</summary>
    public IReadOnlyList<Judged> Answers { get; init; } = [];

    /// <summary>How far the confidences of this set can be trusted.</summary>
    public Reliability Reliability => Reliability.Of(Answers);

    /// <summary>Right answers in percent.</summary>
    public double Percent => Count == 0 ? 0 : 100.0 * Right / Count;
}
