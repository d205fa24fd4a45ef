using System.Text.Json;

namespace Siskin.Models.Comparison;

/// <summary>What a comparison came to, over the runs that are finished.</summary>
/// <param name="Teacher">The teacher's scores, or null while there is none.</param>
/// <param name="Arms">One row for each arm of which a run is finished; the first is what the others are measured
/// against.</param>
internal sealed record ComparisonReport(RunScores? Teacher, IReadOnlyList<ArmReport> Arms)
{
    private static readonly JsonSerializerOptions Lines = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The report of finished runs.</summary>
    /// <param name="arms">Each arm with its runs, the encoder-decoder first.</param>
    /// <param name="teacher">The teacher's scores.</param>
    public static ComparisonReport Of(
        IReadOnlyList<(ComparedArm Arm, IReadOnlyList<RunScores> Runs)> arms,
        RunScores? teacher
    ) =>
        new(
            teacher,
            [.. arms.Where(arm => arm.Runs.Count > 0).Select(arm => ArmReport.Of(arm.Arm, arm.Runs, arms[0].Runs))]
        );

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Lines);
}
