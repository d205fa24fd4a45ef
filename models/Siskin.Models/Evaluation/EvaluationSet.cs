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
    /// <summary>
    /// Frames with a readable instrument that were refused: called "unreadable" although something else was right.
    /// </summary>
    public int Refused { get; init; }

    /// <summary>Frames with a readable instrument.</summary>
    public int Readable { get; init; }

    /// <summary>Refused ones of the readable frames in percent; null without readable frames.</summary>
    public double? RefusedPercent => Readable == 0 ? null : 100.0 * Refused / Readable;

    /// <summary>Candidates that the set leaves out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Every answer with its confidence; rejected samples have none.</summary>
    public IReadOnlyList<ScoredAnswer> Answers { get; init; } = [];

    /// <summary>How far the confidences of this set can be trusted.</summary>
    public Reliability Reliability => Reliability.Of(Answers);

    /// <summary>Right answers in percent.</summary>
    public double Percent => Count == 0 ? 0 : 100.0 * Right / Count;
}
