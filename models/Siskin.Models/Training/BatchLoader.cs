using System.Collections.Concurrent;
using Siskin.Models.Data;
using TorchSharp;

namespace Siskin.Models.Training;

/// <summary>
/// Draws, encodes and groups samples on threads of its own, a few batches ahead of the trainer, and puts them on the
/// trainer's device. The order of the groups does not depend on the number of threads.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private const int SamplesAheadOfEachThread = 16;

    private readonly SampleMixture _mixture;
    private readonly Func<Sample, EncodedSample> _encode;
    private readonly torch.Device? _device;
    private readonly Lock _place = new();
    private readonly BlockingCollection<(long Index, Task<EncodedSample> Sample)> _drawn;
    private readonly BlockingCollection<(Task<GroupTensors> Group, long Drawn)> _ready;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];
    private long _next;
    private Exception? _failure;

    /// <param name="mixture">The stream of samples.</param>
    /// <param name="first">Place in the stream to begin at.</param>
    /// <param name="encode">Encodes a sample; called by several threads.</param>
    /// <param name="pool">Groups the encoded samples.</param>
    /// <param name="replay">Shows frames again later; drawing one costs about as much as learning from it.</param>
    /// <param name="groupsAhead">Groups prepared in advance.</param>
    /// <param name="threads">Threads that draw.</param>
    /// <param name="device">Where the groups go; the CPU when left out.</param>
    public BatchLoader(
        SampleMixture mixture,
        long first,
        Func<Sample, EncodedSample> encode,
        GroupPool pool,
        FrameReplay replay,
        int groupsAhead,
        int threads = 1,
        torch.Device? device = null
    )
    {
        _mixture = mixture;
        _encode = encode;
        _device = device;
        _next = SamplesDrawn = first;
        _drawn = new BlockingCollection<(long, Task<EncodedSample>)>(threads * SamplesAheadOfEachThread);
        _ready = new BlockingCollection<(Task<GroupTensors>, long)>(groupsAhead);
        for (var i = 0; i < threads; i++)
            Start(Draw, "sample drawer");
        Start(() => Group(pool, replay), "batch loader");
    }

    /// <summary>Samples drawn from the stream up to the last group that was taken.</summary>
    public long SamplesDrawn { get; private set; }

    /// <summary>
    /// Groups of one optimizer step: at least <paramref name="samples"/> samples together. The caller disposes of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">A synthesizer failed; the inner exception says how.</exception>
    public IReadOnlyList<GroupTensors> NextBatch(int samples)
    {
        var groups = new List<GroupTensors>();
        for (var count = 0; count < samples; )
        {
            if (!_ready.TryTake(out var next, Timeout.Infinite))
                throw new InvalidOperationException("the samples ended early", _failure);
            var group = next.Group.GetAwaiter().GetResult();
            groups.Add(group);
            count += group.Group.Count;
            SamplesDrawn = next.Drawn;
        }
        return groups;
    }

    private void Start(Action work, string name)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception error)
                when (error is OperationCanceledException or InvalidOperationException && _stop.IsCancellationRequested)
            {
                // Disposed: nobody waits for samples any more.
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        _threads.Add(thread);
        thread.Start();
    }

    private void Draw()
    {
        while (!_stop.IsCancellationRequested)
        {
            var place = new TaskCompletionSource<EncodedSample>();
            long index;
            lock (_place) // places are taken in the order of the stream
            {
                index = _next++;
                _drawn.Add((index, place.Task), _stop.Token);
            }
            try
            {
                place.SetResult(_encode(_mixture.At(index)));
            }
            catch (Exception failure)
            {
                place.SetException(failure);
                return;
            }
        }
    }

    private void Group(GroupPool pool, FrameReplay replay)
    {
        try
        {
            foreach (var (index, sample) in _drawn.GetConsumingEnumerable(_stop.Token))
            {
                sample.Wait(_stop.Token);
                foreach (var group in replay.With(sample.Result).SelectMany(pool.Add))
                    _ready.Add((Task.Run(() => GroupTensors.From(group, _device)), index + 1), _stop.Token);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _failure = (failure as AggregateException)?.InnerException ?? failure;
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
        _threads.ForEach(thread => thread.Join());
        while (_ready.TryTake(out var left))
            left.Group.GetAwaiter().GetResult().Dispose();
        _stop.Dispose();
        _drawn.Dispose();
        _ready.Dispose();
    }
}
