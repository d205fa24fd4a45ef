using Siskin.Models.Architecture;
using Siskin.Models.Data;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Gradients of a batch by data parallelism: each worker runs whole groups through a replica of the network on one
/// thread, and the gradients are added up. At these sizes threads inside of the operators wait for each other a fifth
/// of the time. For a given number of workers the result is the same in every run: groups are dealt by their size, sums
/// are in order.
/// </summary>
public sealed class GradientWorkers : IDisposable
{
    private readonly (Network Network, FlatWeights Weights)[] _replicas; // the trained network first
    private readonly ITrainingObjective _objective;
    private readonly bool _bf16;

    /// <param name="network">The trained network.</param>
    /// <param name="weights">Its weights; they collect the gradients.</param>
    /// <param name="count">Workers, at least 1. LibTorch's own threads should be 1 then
    /// (<c>torch.set_num_threads</c>).</param>
    /// <param name="bf16">Matrix products in bfloat16.</param>
    /// <param name="objective">What is lowered; the cross-entropy of the answers when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public GradientWorkers(
        Network network,
        FlatWeights weights,
        int count,
        bool bf16 = false,
        ITrainingObjective? objective = null
    )
    {
        _bf16 = bf16;
        _objective = objective ?? new AnswerObjective();
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _replicas = [(network, weights), .. Enumerable.Range(1, count - 1).Select(_ => Replica(network.Options))];
    }

    private static (Network, FlatWeights) Replica(ModelOptions options)
    {
        var network = Network.Create(options);
        return (network, new FlatWeights(network));
    }

    /// <summary>Workers.</summary>
    public int Count => _replicas.Length;

    /// <summary>Replaces the gradients of the trained network by those of a batch.</summary>
    /// <param name="batch">Groups of samples.</param>
    /// <param name="seed">Of what the objective draws at random.</param>
    /// <returns>The batch's loss, mean per answer token in nats, and the operations that were counted.</returns>
    public (double Loss, double Flops) Compute(IReadOnlyList<GroupTensors> batch, int seed = 0)
    {
        var tokens = batch.Sum(g => g.Group.AnswerTokens);
        var hands = Deal(batch, _replicas.Length);
        var losses = new (double Loss, double Flops)[hands.Count];
        var places = new Dictionary<GroupTensors, int>(ReferenceEqualityComparer.Instance);
        foreach (var (place, group) in batch.Index())
            places[group] = place;
        Run(
            hands.Count,
            worker =>
            {
                var (network, weights) = _replicas[worker];
                using var noGrad = no_grad();
                if (worker > 0)
                    weights.Values.copy_(_replicas[0].Weights.Values);
                weights.Gradients.zero_();
                using var precision = MixedPrecision.Begin(_bf16);
                losses[worker] = Backward(network, hands[worker], tokens, SeedOf);
            }
        );
        using (no_grad())
            foreach (var (_, weights) in _replicas.Take(hands.Count).Skip(1))
                _replicas[0].Weights.Gradients.Add_(weights.Gradients);
        return (losses.Sum(one => one.Loss), losses.Sum(one => one.Flops));

        int SeedOf(GroupTensors group) => SampleSeeds.Mix(seed, places[group]);
    }

    /// <summary>
    /// Deals groups to at most so many workers, the largest first and each to the one with the least work; nobody goes
    /// empty.
    /// </summary>
    internal static IReadOnlyList<IReadOnlyList<GroupTensors>> Deal(IReadOnlyList<GroupTensors> batch, int workers)
    {
        var hands = Enumerable
            .Range(0, Math.Min(workers, batch.Count))
            .Select(_ => (Groups: new List<GroupTensors>(), Work: new long[1]))
            .ToList();
        foreach (var group in batch.OrderByDescending(Work)) // a stable sort
        {
            var (groups, work) = hands.MinBy(hand => hand.Work[0]);
            groups.Add(group);
            work[0] += Work(group);
        }
        return [.. hands.Select(hand => hand.Groups)];
    }

    /// <summary>
    /// About proportional to the time of a group: its pixels cost half a token for each 64 (measured).
    /// </summary>
    private static long Work(GroupTensors tensors)
    {
        var group = tensors.Group;
        return group.Count
            * (
                (long)group.InputLength
                + group.OutputLength
                + (group.Pixels is null ? 0 : group.Height * group.Width / 128)
            );
    }

    private (double Loss, double Flops) Backward(
        Network network,
        IReadOnlyList<GroupTensors> groups,
        long tokens,
        Func<GroupTensors, int> seedOf
    )
    {
        using var grad = enable_grad();
        using var outer = NewDisposeScope();
        var losses = new List<Tensor>();
        double flops = 0;
        foreach (var group in groups)
        {
            using var scope = NewDisposeScope();
            var part = _objective.Compute(network, group, tokens, seedOf(group));
            part.Value.backward();
            flops += part.Flops;
            losses.Add(part.Value.detach().MoveToOuterDisposeScope());
        }
        // Read at the end: a GPU works while the next group is prepared.
        return (losses.Sum(loss => (double)loss.item<float>()), flops);
    }

    /// <summary>The first worker on this thread, the others on threads of the pool.</summary>
    private static void Run(int workers, Action<int> work)
    {
        var others = Enumerable.Range(1, workers - 1).Select(worker => Task.Run(() => work(worker))).ToArray();
        try
        {
            work(0);
        }
        finally
        {
            Task.WaitAll(others);
        }
    }

    /// <summary>Frees the replicas; the trained network stays.</summary>
    public void Dispose()
    {
        foreach (var (network, weights) in _replicas.Skip(1))
        {
            network.Dispose();
            weights.Dispose();
        }
    }
}
