namespace Siskin.Models.Comparison;

/// <summary>One arm over its seeds.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Match">What it has in common with the encoder-decoder: data, flops or both.</param>
/// <param name="Layers">Layers of encoder and decoder, or of the one stack.</param>
/// <param name="Parameters">Weights.</param>
/// <param name="Seeds">Runs.</param>
/// <param name="Samples">Samples that each learnt from.</param>
/// <param name="Tflop">Counted operations of the training, 10^12, mean over the runs.</param>
/// <param name="Tasks">Each task.</param>
/// <param name="Groups">Tasks with short answers together, and tasks with long ones.</param>
internal sealed record ArmReport(
    string Name,
    string Match,
    string Layers,
    long Parameters,
    int Seeds,
    long Samples,
    double Tflop,
    IReadOnlyList<TaskReport> Tasks,
    IReadOnlyList<GroupReport> Groups
)
{
    /// <summary>The name with what is equal.</summary>
    public string FullName => Match == "both" ? Name : $"{Name}, equal {Match}";

    /// <summary>The report of one arm's runs.</summary>
    public static ArmReport Of(ComparedArm arm, IReadOnlyList<RunScores> runs, IReadOnlyList<RunScores> reference)
    {
        var shape = arm.Model.ToShape(default!);
        return new ArmReport(
            arm.Name,
            arm.Match,
            shape.EncoderLayers == 0 ? $"{shape.DecoderLayers}" : $"{shape.EncoderLayers} + {shape.DecoderLayers}",
            runs[0].Parameters,
            runs.Count,
            runs[0].Samples,
            runs.Average(run => run.Flops) / 1e12,
            [.. runs[0].Tasks.Select((_, place) => TaskReport.Of([.. runs.Select(run => run.Tasks[place])]))],
            [
                .. new[] { false, true }
                    .Where(symmetric => runs[0].Tasks.Any(task => task.IsSymmetric == symmetric))
                    .Select(symmetric => GroupReport.Of(symmetric, runs, reference)),
            ]
        );
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

/// <summary>Tasks of one kind together, each counting alike.</summary>
/// <param name="Name">asymmetric, with answers of less than half the input's tokens, or symmetric.</param>
/// <param name="Exact">Mean share of exact answers, 0..1.</param>
/// <param name="Loss">Mean cross-entropy per answer token in nats.</param>
/// <param name="ExactGain">
/// Exact answers more than the encoder-decoder of the same seed has; null for that one itself, or without such a seed.
/// </param>
/// <param name="LossGain">Nats more than that one.</param>
internal sealed record GroupReport(string Name, Spread Exact, Spread Loss, Spread? ExactGain, Spread? LossGain)
{
    /// <summary>The report of the tasks of one kind.</summary>
    public static GroupReport Of(bool symmetric, IReadOnlyList<RunScores> runs, IReadOnlyList<RunScores> reference)
    {
        return new GroupReport(
            symmetric ? "symmetric" : "asymmetric",
            Spread.Of([.. runs.Select(run => Mean(run, task => task.Exact))]),
            Spread.Of([.. runs.Select(run => Mean(run, task => task.Loss))]),
            Gain(task => task.Exact),
            Gain(task => task.Loss)
        );

        double Mean(RunScores run, Func<TaskScore, double> figure) =>
            run.Tasks.Where(task => task.IsSymmetric == symmetric).Average(figure);

        Spread? Gain(Func<TaskScore, double> figure)
        {
            var pairs = runs.Join(reference, run => run.Seed, other => other.Seed, (run, other) => (run, other))
                .ToList();
            return pairs.Count == 0 || pairs.Exists(pair => pair.run.Arm == pair.other.Arm)
                ? null
                : Spread.Of([.. pairs.Select(pair => Mean(pair.run, figure) - Mean(pair.other, figure))]);
        }
    }
}
