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

    private readonly Channel<Exchange> _waiting = Channel.CreateUnbounded<Exchange>(new() { SingleReader = true });
    private readonly Lock _lock = new();
    private int _count;
    private int _peak;
    private long _bytes;

    /// <summary>Requests that wait, are worked on, or whose reply is not yet delivered.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes that they hold.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Largest count so far.</summary>
    public int Peak => Volatile.Read(ref _peak);

    /// <summary>
    /// Whether the next <see cref="Take(CancellationToken)"/> need not wait; for the thread that takes.
    /// </summary>
    public bool HasWaiting => _waiting.Reader.TryPeek(out _);

    /// <summary>
    /// Adds a request, or says why not: 429 no room, 503 closed. A single request may exceed the bytes when it is
    /// alone.
    /// </summary>
    public bool TryAdd(Exchange exchange, [NotNullWhen(false)] out Rejection? busy)
    {
        lock (_lock)
        {
            busy = Full(exchange.Request.Size);
            if (busy is not null)
                return false;
            _count++;
            _peak = Math.Max(_peak, _count);
            _bytes += exchange.Request.Size;
        }
        if (_waiting.Writer.TryWrite(exchange))
            return true;
        Release(exchange);
        busy = Stopping;
        return false;
    }

    /// <summary>Gives the place of a request back.</summary>
    public void Release(Exchange exchange)
    {
        lock (_lock)
        {
            _count--;
            _bytes -= exchange.Request.Size;
        }
    }

    /// <summary>
    /// Waits for the next request; null when the queue was closed. What still waits then stays in the queue.
    /// </summary>
    public Exchange? Take(CancellationToken closed) => Take(null, closed);

    /// <summary>The same; the pulse beats while it waits.</summary>
    public Exchange? Take(Pulse? pulse, CancellationToken closed)
    {
        while (!closed.IsCancellationRequested)
        {
            if (_waiting.Reader.TryRead(out var exchange))
                return exchange;
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

    /// <summary>Refuses further requests and returns those that nobody took.</summary>
    public IReadOnlyList<Exchange> Close()
    {
        _waiting.Writer.TryComplete();
        var left = new List<Exchange>();
        while (_waiting.Reader.TryRead(out var exchange))
            left.Add(exchange);
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
