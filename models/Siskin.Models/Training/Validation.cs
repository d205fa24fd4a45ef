using Siskin.Models.Architecture;
using Siskin.Models.Data;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>A fixed set of samples that training never draws, and how well the network answers them.</summary>
public sealed class Validation(IReadOnlyList<SampleGroup> groups)
{
    /// <summary>Draws the set: the same number of samples of every task.</summary>
    public static Validation Draw(
        IEnumerable<string> tasks,
        int samplesPerTask,
        Func<string, int, Sample> draw,
        Func<Sample, EncodedSample> encode,
        GroupPool pool
    )
    {
        var groups = new List<SampleGroup>();
        foreach (var task in tasks)
        {
            for (var i = 0; i < samplesPerTask; i++)
                groups.AddRange(pool.Add(encode(draw(task, SampleSeeds.Mix(SampleSeeds.Validation, i)))));
            groups.AddRange(pool.Drain());
        }
        return new Validation(groups);
    }

    /// <summary>Mean cross-entropy per answer token in nats, and the share of exact answers per task, 0..1.</summary>
    public (double Loss, SortedDictionary<string, double> Exact) Measure(Network network)
    {
        using var noGrad = no_grad();
        double loss = 0;
        long tokens = 0;
        var right = new SortedDictionary<string, (int Right, int All)>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            using var scope = NewDisposeScope();
            using var tensors = GroupTensors.From(group, get_default_device());
            var (logits, targets) = AnswerLoss.Forward(network, tensors);
            loss += AnswerLoss.CrossEntropy(logits, targets, 1).item<float>();
            tokens += group.AnswerTokens;
            var exact = AnswerLoss.ExactAnswers(logits, targets, group);
            for (var i = 0; i < exact.Length; i++)
            {
                var (r, n) = right.GetValueOrDefault(group.Tasks[i]);
                right[group.Tasks[i]] = (r + (exact[i] ? 1 : 0), n + 1);
            }
        }
        var shares = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (task, (r, n)) in right)
            shares[task] = r / (double)n;
        return (loss / tokens, shares);
    }
}
