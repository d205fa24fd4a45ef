using System.Collections.Concurrent;

namespace Siskin.Models.Data;

/// <summary>Draws, encodes and groups samples on a thread of its own, a few batches ahead of the trainer.</summary>
public sealed class BatchLoader : IDisposable
{
    private readonly BlockingCollection<(SampleGroup Group, long Drawn)> _ready;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <param name="mixture">The stream of samples.</param>
    /// <param name="first">Place in the stream to begin at.</param>
    /// <param name="encode">Encodes a sample.</param>
    /// <param name="pool">Groups the encoded samples.</param>
    /// <param name="replay">Shows frames again later; drawing one costs about as much as learning from it.</param>
    /// <param name="groupsAhead">Groups prepared in advance.</param>
    public BatchLoader(SampleMixture mixture, long first, Func<Sample, EncodedSample> encode, GroupPool pool, FrameReplay replay, int groupsAhead)
    {
        _ready = new BlockingCollection<(SampleGroup, long)>(groupsAhead);
        SamplesDrawn = first;
        _thread = new Thread(() => Fill(mixture, first, encode, pool, replay)) { IsBackground = true, Name = "batch loader" };
        _thread.Start();
    }

    /// <summary>Samples drawn from the stream up to the last group that was taken.</summary>
    public long SamplesDrawn { get; private set; }

    /// <summary>Groups of one optimizer step: at least <paramref name="samples"/> samples together.</summary>
    /// <exception cref="InvalidOperationException">A synthesizer failed; the inner exception says how.</exception>
    public IReadOnlyList<SampleGroup> NextBatch(int samples)
    {
        var groups = new List<SampleGroup>();
        for (int count = 0; count < samples;)
        {
            if (!_ready.TryTake(out var next, Timeout.Infinite))
                throw new InvalidOperationException("the samples ended early", _failure);
            groups.Add(next.Group);
            count += next.Group.Count;
            SamplesDrawn = next.Drawn;
        }
        return groups;
    }

    private void Fill(SampleMixture mixture, long index, Func<Sample, EncodedSample> encode, GroupPool pool, FrameReplay replay)
    {
        try
        {
            while (true)
                foreach (var group in replay.With(encode(mixture.At(index++))).SelectMany(pool.Add))
                    _ready.Add((group, index), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody waits for groups any more.
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
        _ready.Dispose();
    }
}
