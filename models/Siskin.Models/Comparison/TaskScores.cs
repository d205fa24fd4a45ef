using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Training;
using static TorchSharp.torch;

namespace Siskin.Models.Comparison;

/// <summary>How well one network answers the held-out samples of one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Exact">Share of answers of which every token is right, 0..1; what greedy decoding would write.</param>
/// <param name="Loss">Cross-entropy per answer token in nats.</param>
/// <param name="InputTokens">Mean tokens of the input.</param>
/// <param name="AnswerTokens">Mean tokens of the answer, its end included.</param>
internal sealed record TaskScore(string Task, double Exact, double Loss, double InputTokens, double AnswerTokens)
{
    /// <summary>Whether the answer is at least half as long as the input.</summary>
    public bool IsSymmetric => AnswerTokens >= InputTokens / 2;
}

/// <summary>Scores a network on fixed groups of samples, each of one task.</summary>
internal sealed class TaskScores(IReadOnlyList<SampleGroup> groups)
{
    /// <summary>A score for each task.</summary>
    public IReadOnlyList<TaskScore> Of(Network network) =>
        [
            .. groups
                .GroupBy(group => group.Tasks[0], StringComparer.Ordinal)
                .Select(task => Of(network, task.Key, [.. task])),
        ];

    private static TaskScore Of(Network network, string task, IReadOnlyList<SampleGroup> groups)
    {
        using var noGrad = no_grad();
        double right = 0,
            loss = 0;
        foreach (var group in groups)
        {
            using var scope = NewDisposeScope();
            using var tensors = GroupTensors.From(group, get_default_device());
            var (logits, targets) = AnswerLoss.Forward(network, tensors);
            loss += AnswerLoss.CrossEntropy(logits, targets, 1).item<float>();
            right += AnswerLoss.ExactAnswers(logits, targets, group).Count(one => one);
        }

        double samples = groups.Sum(group => group.Count),
            answers = groups.Sum(group => group.AnswerTokens),
            inputs = groups.Sum(group => TrainingCost.Lengths(group).Sum(length => length.Input));
        return new TaskScore(task, right / samples, loss / answers, inputs / samples, answers / samples);
    }
}
