using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Siskin.Agent.Wire;

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
    private readonly LinkedList<Entry> _entries = [];
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
                return _entries.Count;
        }
    }

    /// <summary>Messages that were dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that were set aside so far because the connection broke over them again and again.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    public void Add(OutgoingMessage message)
    {
        Entry? victim = null;
        lock (_lock)
        {
            _entries.AddLast(new Entry(message));
            if (message.Droppable && ++_droppable > maxDroppable)
                victim = DropOldest();
        }
        _signal.Writer.TryWrite(true);
        victim?.Message.Settled?.Invoke();
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
            if (!_entries.Remove(entry))
                return;
            if (entry.Message.Droppable)
                _droppable--;
            if (_entries.Count == 0)
                (empty, _empty) = (_empty, null);
        }
        if (lost)
            Interlocked.Increment(ref _dropped);
        _signal.Writer.TryWrite(true); // others may have waited for it to be gone
        entry.Message.Settled?.Invoke();
        empty?.TrySetResult();
    }

    /// <summary>Puts everything under way back in its place, after the connection broke.</summary>
    /// <param name="blame">
    /// Whether a message may have been the cause. What was under way too often then is set aside and returned, so that
    /// no content can hold up the rest.
    /// </param>
    public IReadOnlyList<OutgoingMessage> ReturnAll(bool blame = true)
    {
        List<Entry> causes;
        lock (_lock)
        {
            foreach (var entry in _entries.Where(entry => entry.UnderWay))
            {
                entry.UnderWay = false;
                if (blame)
                    entry.Breaks++;
            }
            causes = [.. _entries.Where(entry => entry.Breaks >= MaxBreaks)];
        }
        foreach (var cause in causes)
        {
            Interlocked.Increment(ref _setAside);
            Settle(cause, lost: true);
        }
        _signal.Writer.TryWrite(true);
        return [.. causes.Select(cause => cause.Message)];
    }

    /// <summary>Completes when nothing waits any more.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_entries.Count == 0)
                return Task.CompletedTask;
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private bool TryTake([NotNullWhen(true)] out Entry? taken)
    {
        lock (_lock)
        {
            // What was under way at a disconnect goes alone: only the cause is under way at the next one, too.
            var suspect = _entries.FirstOrDefault(entry => entry.Breaks > 0);
            taken =
                suspect is null ? _entries.FirstOrDefault(entry => !entry.UnderWay)
                : _entries.Any(entry => entry.UnderWay) ? null
                : suspect;
            if (taken is not null)
                taken.UnderWay = true;
            return taken is not null;
        }
    }

    private Entry? DropOldest()
    {
        var oldest = _entries.FirstOrDefault(entry => entry.Message.Droppable && !entry.UnderWay);
        if (oldest is null)
            return null;
        _entries.Remove(oldest);
        _droppable--;
        Interlocked.Increment(ref _dropped);
        return oldest;
    }

    internal sealed class Entry(OutgoingMessage message)
    {
        public OutgoingMessage Message => message;

        public bool UnderWay { get; set; }

        /// <summary>Disconnects at which it was under way.</summary>
        public int Breaks { get; set; }
    }
}
