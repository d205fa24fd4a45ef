using Siskin.Models.Architecture;
using Siskin.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Gradients of a batch by data parallelism: each worker runs whole groups through a replica of the network on one thread,
/// and the gradients are added up. At these sizes threads inside of the operators wait for each other a fifth of the time.
/// For a given number of workers the result is the same in every run: groups are dealt by their size, sums are in order.
/// </summary>
public sealed class GradientWorkers : IDisposable
{
    private readonly EncoderDecoder[] _networks; // the trained network, then its replicas

    /// <param name="network">The trained network; it collects the gradients.</param>
    /// <param name="count">Workers, at least 1. LibTorch's own threads should be 1 then (<c>torch.set_num_threads</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public GradientWorkers(EncoderDecoder network, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _networks = [network, .. Enumerable.Range(1, count - 1).Select(_ => new EncoderDecoder(network.Options))];
    }

    /// <summary>Workers.</summary>
    public int Count => _networks.Length;

    /// <summary>Replaces the gradients of the trained network by those of a batch.</summary>
    /// <param name="batch">Groups of samples.</param>
    /// <returns>Mean cross-entropy per answer token in nats.</returns>
    public double Compute(IReadOnlyList<SampleGroup> batch)
    {
        long tokens = batch.Sum(g => g.Targets.LongCount(t => t != SampleGroup.Ignored));
        var hands = Deal(batch, _networks.Length);
        var losses = new double[hands.Count];
        Run(hands.Count, worker =>
        {
            if (worker > 0)
                CopyWeights(_networks[0], _networks[worker]);
            losses[worker] = Backward(_networks[worker], hands[worker], tokens);
        });
        for (int worker = 1; worker < hands.Count; worker++)
            AddGradients(_networks[worker], _networks[0]);
        return losses.Sum();
    }

    /// <summary>Deals groups to at most so many workers, the largest first and each to the one with the least work; nobody goes empty.</summary>
    internal static IReadOnlyList<IReadOnlyList<SampleGroup>> Deal(IReadOnlyList<SampleGroup> batch, int workers)
    {
        var hands = Enumerable.Range(0, Math.Min(workers, batch.Count)).Select(_ => (Groups: new List<SampleGroup>(), Work: new long[1])).ToList();
        foreach (var group in batch.OrderByDescending(Work)) // a stable sort
        {
            var (groups, work) = hands.MinBy(hand => hand.Work[0]);
            groups.Add(group);
            work[0] += Work(group);
        }
        return [.. hands.Select(hand => hand.Groups)];
    }

    /// <summary>About proportional to the time of a group: its pixels cost half a token for each 64 (measured).</summary>
    private static long Work(SampleGroup group) =>
        group.Count * ((long)group.InputLength + group.OutputLength + (group.Pixels is null ? 0 : group.Height * group.Width / 128));

    private static double Backward(EncoderDecoder network, IReadOnlyList<SampleGroup> groups, long tokens)
    {
        network.zero_grad();
        double loss = 0;
        foreach (var group in groups)
        {
            using var scope = NewDisposeScope();
            var (logits, targets) = AnswerLoss.Forward(network, group);
            var part = AnswerLoss.CrossEntropy(logits, targets, tokens);
            part.backward();
            loss += part.item<float>();
        }
        return loss;
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

    private static void CopyWeights(EncoderDecoder from, EncoderDecoder to)
    {
        using var noGrad = no_grad();
        foreach (var (source, target) in from.parameters().Zip(to.parameters()))
            target.copy_(source);
    }

    private static void AddGradients(EncoderDecoder from, EncoderDecoder to)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (source, target) in from.parameters().Zip(to.parameters()))
        {
            if (source.grad is not { } gradient)
                continue;
            if (target.grad is { } sum)
                sum.Add_(gradient);
            else
                target.grad = gradient.clone();
        }
    }

    /// <summary>Frees the replicas; the trained network stays.</summary>
    public void Dispose()
    {
        foreach (var replica in _networks.Skip(1))
            replica.Dispose();
    }
}
