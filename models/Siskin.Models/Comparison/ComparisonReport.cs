using System.Text.Json;

namespace Siskin.Models.Comparison;

/// <summary>What a comparison came to, over the seeds of which every arm has a finished run.</summary>
/// <param name="Seeds">Seeds in the means.</param>
/// <param name="Teacher">The teacher's scores, or null while there is none.</param>
/// <param name="Arms">One row for each arm.</param>
internal sealed record ComparisonReport(int Seeds, RunScores? Teacher, IReadOnlyList<ArmReport> Arms)
{
    private static readonly JsonSerializerOptions Lines = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The report of finished runs; arms without any are left out.</summary>
    public static ComparisonReport Of(
        IReadOnlyList<(ComparedArm Arm, IReadOnlyList<RunScores> Runs)> arms,
        RunScores? teacher
    )
    {
        var begun = arms.Where(arm => arm.Runs.Count > 0).ToList();
        var seeds = begun.Count == 0 ? [] : begun.Select(arm => arm.Runs.Select(run => run.Seed)).Aggregate(Both).ToHashSet();
        return new ComparisonReport(
            seeds.Count,
            teacher,
            [
                .. begun
                    .Select(arm => (arm.Arm, Runs: arm.Runs.Where(run => seeds.Contains(run.Seed)).ToList()))
                    .Where(arm => arm.Runs.Count > 0)
                    .Select(arm => ArmReport.Of(arm.Arm, arm.Runs)),
            ]
        );
    }

    private static IEnumerable<int> Both(IEnumerable<int> one, IEnumerable<int> other) => one.Intersect(other);

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Lines);
}

/// <summary>One arm over its seeds.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Match">What it has in common with the encoder-decoder: data, flops or both.</param>
/// <param name="Layers">Layers of encoder and decoder, or of the one stack.</param>
/// <param name="Parameters">Weights.</param>
/// <param name="Samples">Samples learnt from.</param>
/// <param name="Tflop">Counted operations of the training, 10^12.</param>
/// <param name="Tasks">Each task.</param>
/// <param name="Asymmetric">Mean share of exact answers over the tasks with short answers.</param>
/// <param name="Symmetric">The same over those with long answers; null where there are none of a kind.</param>
internal sealed record ArmReport(
    string Name,
    string Match,
    string Layers,
    long Parameters,
    long Samples,
    double Tflop,
    IReadOnlyList<TaskReport> Tasks,
    Spread? Asymmetric,
    Spread? Symmetric
)
{
    /// <summary>The report of one arm's runs.</summary>
    public static ArmReport Of(ComparedArm arm, IReadOnlyList<RunScores> runs)
    {
        var (encoder, decoder) = LayersOf(arm);
        return new ArmReport(
            arm.Name,
            arm.Match,
            encoder == 0 ? $"{decoder}" : $"{encoder} + {decoder}",
            runs[0].Parameters,
            runs[0].Samples,
            runs.Average(run => run.Flops) / 1e12,
            [.. runs[0].Tasks.Select((task, place) => TaskReport.Of([.. runs.Select(run => run.Tasks[place])]))],
            Group(runs, symmetric: false),
            Group(runs, symmetric: true)
        );
    }

    private static (int Encoder, int Decoder) LayersOf(ComparedArm arm)
    {
        var shape = arm.Model.ToShape(default!);
        return (shape.EncoderLayers, shape.DecoderLayers);
    }

    private static Spread? Group(IReadOnlyList<RunScores> runs, bool symmetric)
    {
        var means = runs.Select(run => run.Tasks.Where(task => task.IsSymmetric == symmetric).ToList())
            .Where(tasks => tasks.Count > 0)
            .Select(tasks => tasks.Average(task => task.Exact))
            .ToList();
        return means.Count == 0 ? null : Spread.Of(means);
    }
}

/// <summary>One task of an arm over its seeds.</summary>
/// <param name="Name">The task.</param>
/// <param name="InputTokens">Mean tokens of the input.</param>
/// <param name="AnswerTokens">Mean tokens of the answer.</param>
/// <param name="Exact">Share of exact answers, 0..1.</param>
/// <param name="Loss">Cross-entropy per answer token in nats.</param>
internal sealed record TaskReport(string Name, double InputTokens, double AnswerTokens, Spread Exact, Spread Loss)
{
    /// <summary>The report of one task's scores.</summary>
    public static TaskReport Of(IReadOnlyList<TaskScore> scores) =>
        new(
            scores[0].Task,
            scores[0].InputTokens,
            scores[0].AnswerTokens,
            Spread.Of([.. scores.Select(score => score.Exact)]),
            Spread.Of([.. scores.Select(score => score.Loss)])
        );
}
