using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The entries of the ledger, by key and by age. Replies that were delivered are kept for repeated requests within
/// these bounds; what is not delivered is never counted out.
/// </summary>
/// <param name="maxReplies">Most delivered replies.</param>
/// <param name="maxBytes">Most bytes in them.</param>
internal sealed class LedgerBook(int maxReplies, long maxBytes)
{
    private readonly Dictionary<string, LedgerEntry> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<LedgerEntry> _entries = []; // oldest first
    private int _delivered;
    private long _deliveredBytes;

    public IEnumerable<LedgerEntry> Entries => _entries;

    public int Count => _entries.Count;

    /// <summary>Replies that the broker has not taken over yet.</summary>
    public int Undelivered { get; private set; }

    /// <summary>Bytes of the delivered replies.</summary>
    public long Bytes => _deliveredBytes;

    /// <summary>The entry under <paramref name="key"/> that is still of use, or null.</summary>
    public LedgerEntry? Find(string? key, long now) =>
        key is not null && _byKey.TryGetValue(key, out var entry) && !IsExpired(entry, now) ? entry : null;

    /// <summary>Adds an entry; returns the one that it replaces and that is of no more use, or null.</summary>
    public LedgerEntry? Add(LedgerEntry entry)
    {
        var replaced = entry.Key is { } key ? _byKey.GetValueOrDefault(key) : null;
        if (replaced is { Forgettable: true })
            Remove(replaced);
        else
            replaced = null; // its reply still has to be delivered
        entry.Node = _entries.AddLast(entry);
        if (entry.Key is not null)
            _byKey[entry.Key] = entry;
        if (entry.Delivered)
            Weigh(entry, 1);
        else if (entry.Reply is not null)
            Undelivered++;
        return replaced;
    }

    /// <summary>Notes that an entry has its reply now.</summary>
    public void Reply(LedgerEntry entry, OutgoingMessage reply)
    {
        if (entry.Reply is null)
            Undelivered++;
        entry.Reply = reply;
    }

    /// <summary>Notes that the reply of an entry is delivered.</summary>
    public void Deliver(LedgerEntry entry)
    {
        entry.Exchange = null;
        if (entry.Node is null || entry.Delivered)
            return;
        Undelivered--;
        entry.Delivered = true;
        Weigh(entry, 1);
    }

    public void Remove(LedgerEntry entry)
    {
        if (entry.Node is null)
            return;
        _entries.Remove(entry.Node);
        entry.Node = null;
        if (entry.Key is not null && _byKey.GetValueOrDefault(entry.Key) == entry)
            _byKey.Remove(entry.Key);
        if (entry.Delivered)
            Weigh(entry, -1);
        else if (entry.Reply is not null)
            Undelivered--;
    }

    /// <summary>Removes and returns the oldest delivered replies that exceed the bounds.</summary>
    public List<LedgerEntry> TakeExcess()
    {
        var excess = new List<LedgerEntry>();
        for (var node = _entries.First; node is not null && IsOverfull; )
        {
            var entry = node.Value;
            node = node.Next;
            if (!entry.Delivered)
                continue;
            Remove(entry);
            excess.Add(entry);
        }
        return excess;
    }

    /// <summary>Removes and returns what is of no more use.</summary>
    public List<LedgerEntry> TakeExpired(long now)
    {
        var expired = _entries.Where(entry => IsExpired(entry, now)).ToList();
        expired.ForEach(Remove);
        return expired;
    }

    private bool IsOverfull => _delivered > maxReplies || _deliveredBytes > maxBytes;

    private static bool IsExpired(LedgerEntry entry, long now) => entry.Forgettable && now >= entry.Expires;

    private void Weigh(LedgerEntry entry, int sign)
    {
        _delivered += sign;
        _deliveredBytes += sign * entry.Reply!.PacketSize;
    }
}
