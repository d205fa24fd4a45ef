using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Siskin.Agent.Supervision;
using Siskin.Runtime;

namespace Siskin.Agent.Requests;

/// <summary>
/// Accepted requests in order of arrival, bounded in count and bytes. A request takes its place on arrival and gives it
/// back when its reply is delivered, so that a slow broker or a slow model is felt at the door.
/// </summary>
internal sealed class RequestQueue(int maxCount, long maxBytes)
{
    /// <summary>The answer to a request that comes too late.</summary>
    public static readonly Rejection Stopping = new(503, "The agent is stopping.");

    private readonly Channel<Request> _waiting = Channel.CreateUnbounded<Request>();
    private readonly Lock _taking = new();
    private readonly Lock _lock = new();
    private long _taken;
    private int _count;
    private int _peak;
    private long _bytes;

    /// <summary>Requests that wait, are worked on, or whose reply is not yet delivered.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Requests that were taken so far.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Bytes that they hold.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Largest count so far.</summary>
    public int Peak => Volatile.Read(ref _peak);

    /// <summary>
    /// Whether the next <see cref="Take(CancellationToken)"/> need not wait, unless somebody else takes as well.
    /// </summary>
    public bool HasWaiting => _waiting.Reader.TryPeek(out _);

    /// <summary>
    /// Adds a request, or says why not: 429 no room, 503 closed. A single request may exceed the bytes when it is
    /// alone.
    /// </summary>
    public bool TryAdd(Request request, [NotNullWhen(false)] out Rejection? busy)
    {
        lock (_lock)
        {
            busy = Full(request.Size);
            if (busy is not null)
                return false;
            _count++;
            _peak = Math.Max(_peak, _count);
            _bytes += request.Size;
        }
        if (_waiting.Writer.TryWrite(request))
            return true;
        Release(request);
        busy = Stopping;
        return false;
    }

    /// <summary>Gives the place of a request back.</summary>
    public void Release(Request request)
    {
        lock (_lock)
        {
            _count--;
            _bytes -= request.Size;
        }
    }

    /// <summary>
    /// Waits for the next request, which gets its <see cref="Request.Place"/>; null when the queue was closed. What
    /// still waits then stays in the queue.
    /// </summary>
    public Request? Take(CancellationToken closed) => Take(null, closed);

    /// <summary>The same; the pulse beats while it waits.</summary>
    public Request? Take(Pulse? pulse, CancellationToken closed)
    {
        while (!closed.IsCancellationRequested)
        {
            if (TryTake(out var request))
                return request;
            try
            {
                var more = _waiting.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                while (!more.Wait(Pulse.Rhythm, closed))
                    pulse?.Beat();
                if (!more.Result)
                    return null;
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
        return null;
    }

    // Places are given out in the order in which requests leave, whoever takes them.
    private bool TryTake([NotNullWhen(true)] out Request? request)
    {
        lock (_taking)
        {
            if (!_waiting.Reader.TryRead(out request))
                return false;
            request.Place = _taken++;
            return true;
        }
    }

    /// <summary>Refuses further requests and returns those that nobody took.</summary>
    public IReadOnlyList<Request> Close()
    {
        _waiting.Writer.TryComplete();
        var left = new List<Request>();
        while (_waiting.Reader.TryRead(out var request))
            left.Add(request);
        return left;
    }

    private Rejection? Full(long size)
    {
        if (_count >= maxCount)
            return new Rejection(429, $"The queue is full: {_count} requests of {maxCount}.");
        return _count > 0 && _bytes + size > maxBytes
            ? new Rejection(429, $"The queue is full: {_bytes} bytes and {size} more would exceed {maxBytes}.")
            : null;
    }
}
