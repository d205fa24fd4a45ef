using Siskin.Models.Data;
using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class BatchLoaderTests
{
    [Fact]
    public void Many_threads_deliver_what_one_delivers()
    {
        Assert.Equal(Answers(threads: 1), Answers(threads: 5));
    }

    [Fact]
    public void A_sample_that_cannot_be_drawn_ends_the_batches_with_the_reason()
    {
        var mixture = new SampleMixture(
            new Dictionary<string, double> { ["t"] = 1 },
            1,
            (_, _, _) => throw new InvalidDataException("no font")
        );
        using var loader = Loader(mixture, threads: 3);
        var error = Assert.Throws<InvalidOperationException>(() => loader.NextBatch(4));
        Assert.Equal("no font", error.InnerException?.Message);
    }

    [Fact]
    public void A_later_beginning_goes_on_behind_what_was_drawn()
    {
        using var loader = Loader(Mixture(), threads: 2, first: 32);
        var later = loader.NextBatch(32).SelectMany(Answers).ToList();
        Assert.Equal(64, loader.SamplesDrawn);
        Assert.Equal(Answers(threads: 1).Skip(32).Take(32), later);
    }

    private static List<long> Answers(int threads)
    {
        using var loader = Loader(Mixture(), threads);
        return [.. loader.NextBatch(96).SelectMany(Answers)];
    }

    /// <summary>The first answer token of each sample says which sample it is.</summary>
    private static IEnumerable<long> Answers(GroupTensors tensors)
    {
        using (tensors)
            return
            [
                .. Enumerable
                    .Range(0, tensors.Group.Count)
                    .Select(i => tensors.Group.Targets[i * tensors.Group.OutputLength]),
            ];
    }

    private static SampleMixture Mixture() =>
        new(
            new Dictionary<string, double> { ["t"] = 1 },
            1,
            (task, seed, _) => new Sample(task, "p", null, null, $"{seed % 1000}", Scoring.Exact)
        );

    private static BatchLoader Loader(SampleMixture mixture, int threads, long first = 0) =>
        new(
            mixture,
            first,
            Encode,
            new GroupPool(4, Tiny.Tokens, 8),
            new FrameReplay(1, 1, 1),
            groupsAhead: 2,
            threads
        );

    private static EncodedSample Encode(Sample sample)
    {
        Thread.SpinWait(sample.Answer.Length * 1000);
        return new EncodedSample(sample.Task, [7, 8], [int.Parse(sample.Answer) + 5, Tiny.Tokens.Eos], null, 0, 0);
    }
}
