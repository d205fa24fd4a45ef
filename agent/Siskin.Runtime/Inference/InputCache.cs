namespace Siskin.Runtime.Inference;

/// <summary>
/// Keeps what the vision graph and the encoder made, the most recently used first, in so many bytes. Safe from every
/// thread that answers: what one found outlives its going.
/// </summary>
/// <param name="maxBytes">Most bytes; 0 keeps nothing.</param>
internal sealed class InputCache(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ContentKey, LinkedListNode<(ContentKey Key, CachedInput Value)>> _entries = [];
    private readonly LinkedList<(ContentKey Key, CachedInput Value)> _newestFirst = [];
    private long _bytes;
    private long _frames;
    private long _inputs;

    public bool IsOn => maxBytes > 0;

    public CacheCounts Counts
    {
        get
        {
            lock (_lock)
                return new CacheCounts(_frames, _inputs, _bytes, maxBytes);
        }
    }

    /// <summary>What was made of a frame, or null; the caller disposes of it.</summary>
    public CachedInput? FindFrame(ContentKey key) => Find(key, ref _frames);

    /// <summary>What was made of a frame and a text, or null; the caller disposes of it.</summary>
    public CachedInput? FindInput(ContentKey key) => Find(key, ref _inputs);

    /// <summary>Keeps it, unless it cannot be kept or is too large; what was not used for longest goes.</summary>
    public void Keep(ContentKey key, CachedInput value)
    {
        if (value.Bytes <= 0 || value.Bytes > maxBytes)
            return;
        lock (_lock)
        {
            if (_entries.ContainsKey(key))
                return;
            while (_bytes + value.Bytes > maxBytes)
                RemoveOldest();
            _bytes += value.Bytes;
            _entries[key] = _newestFirst.AddFirst((key, value.Share()));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            while (_entries.Count > 0)
                RemoveOldest();
        }
    }

    private CachedInput? Find(ContentKey key, ref long found)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                return null;
            _newestFirst.Remove(entry);
            _newestFirst.AddFirst(entry);
            found++;
            return entry.Value.Value.Share();
        }
    }

    private void RemoveOldest()
    {
        var (key, value) = _newestFirst.Last!.Value;
        _newestFirst.RemoveLast();
        _entries.Remove(key);
        _bytes -= value.Bytes;
        value.Dispose();
    }
}

/// <summary>Work that was saved.</summary>
/// <param name="Frames">How often a frame was known and the vision graph did not run.</param>
/// <param name="Inputs">How often frame and text were known and no graph but the decoder ran.</param>
/// <param name="Bytes">Bytes kept for that.</param>
/// <param name="MaxBytes">Most of them.</param>
public readonly record struct CacheCounts(long Frames, long Inputs, long Bytes, long MaxBytes)
{
    /// <summary>Tokens of answers that were put in before it was known whether the answer goes on with them.</summary>
    public long Proposed { get; init; }

    /// <summary>Those of them that it went on with: a step of the decoder less for each, the end token aside.</summary>
    public long Accepted { get; init; }
}
