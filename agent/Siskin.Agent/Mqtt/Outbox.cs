using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Siskin.Agent.Wire;
using Entry = System.Collections.Generic.LinkedListNode<Siskin.Agent.Wire.OutgoingMessage>;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Messages that wait for the broker, in order. Each stays until the broker has taken it over, so that whatever was
/// under way when the connection broke is sent again. Replies are never dropped: the request queue bounds their number.
/// </summary>
internal sealed class Outbox(int maxDroppable)
{
    /// <summary>
    /// At how many disconnects in a row a message may be under way before it is taken for their cause.
    /// </summary>
    public const int MaxBreaks = 3;

    private readonly Lock _lock = new();
    private readonly LinkedList<OutgoingMessage> _messages = [];
    private readonly HashSet<Entry> _underWay = [];
    private readonly Dictionary<Entry, int> _breaks = []; // disconnects at which it was under way
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private TaskCompletionSource? _empty;
    private int _droppable;
    private long _dropped;
    private long _setAside;

    /// <summary>Messages that the broker has not yet taken over.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _messages.Count;
        }
    }

    /// <summary>Messages that were dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that were set aside so far because the connection broke over them again and again.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    public void Add(OutgoingMessage message)
    {
        OutgoingMessage? victim = null;
        lock (_lock)
        {
            _messages.AddLast(message);
            if (message.Droppable && ++_droppable > maxDroppable)
                victim = DropOldest();
        }
        _signal.Writer.TryWrite(true);
        victim?.Settled?.Invoke();
    }

    /// <summary>Waits for a message that is not under way, and marks it as under way.</summary>
    public async Task<Entry> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(out var entry))
                return entry;
            await _signal.Reader.ReadAsync(cancellation);
        }
    }

    /// <summary>Removes a message that the broker took over or refused for good.</summary>
    public void Settle(Entry entry, bool lost = false)
    {
        TaskCompletionSource? empty = null;
        lock (_lock)
        {
            if (entry.List is null)
                return;
            Remove(entry);
            if (_messages.Count == 0)
                (empty, _empty) = (_empty, null);
        }
        if (lost)
            Interlocked.Increment(ref _dropped);
        _signal.Writer.TryWrite(true); // others may have waited for it to be gone
        entry.Value.Settled?.Invoke();
        empty?.TrySetResult();
    }

    /// <summary>Puts everything under way back in its place, after the connection broke.</summary>
    /// <param name="blame">
    /// Whether a message may have been the cause. What was under way too often then is set aside and returned, so that
    /// no content can hold up the rest.
    /// </param>
    public IReadOnlyList<OutgoingMessage> ReturnAll(bool blame = true)
    {
        List<Entry> causes = [];
        lock (_lock)
        {
            if (blame)
            {
                foreach (var entry in _underWay)
                    _breaks[entry] = _breaks.GetValueOrDefault(entry) + 1;
            }
            _underWay.Clear();
            for (var entry = _messages.First; entry is not null && _breaks.Count > 0; entry = entry.Next)
            {
                if (_breaks.GetValueOrDefault(entry) >= MaxBreaks)
                    causes.Add(entry);
            }
        }
        foreach (var cause in causes)
        {
            Interlocked.Increment(ref _setAside);
            Settle(cause, lost: true);
        }
        _signal.Writer.TryWrite(true);
        return [.. causes.Select(cause => cause.Value)];
    }

    /// <summary>Completes when nothing waits any more.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_messages.Count == 0)
                return Task.CompletedTask;
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private bool TryTake([NotNullWhen(true)] out Entry? taken)
    {
        lock (_lock)
        {
            taken = _messages.First;
            // What was under way at a disconnect goes alone: only the cause is under way at the next one, too.
            if (_breaks.Count > 0)
            {
                if (_underWay.Count > 0)
                    taken = null;
                while (taken is not null && !_breaks.ContainsKey(taken))
                    taken = taken.Next;
            }
            while (taken is not null && _underWay.Contains(taken))
                taken = taken.Next;
            return taken is not null && _underWay.Add(taken);
        }
    }

    private OutgoingMessage? DropOldest()
    {
        for (var oldest = _messages.First; oldest is not null; oldest = oldest.Next)
        {
            if (!oldest.Value.Droppable || _underWay.Contains(oldest))
                continue;
            Remove(oldest);
            Interlocked.Increment(ref _dropped);
            return oldest.Value;
        }
        return null;
    }

    private void Remove(Entry entry)
    {
        _messages.Remove(entry);
        _underWay.Remove(entry);
        _breaks.Remove(entry);
        if (entry.Value.Droppable)
            _droppable--;
    }
}
