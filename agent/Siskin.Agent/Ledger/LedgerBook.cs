using Siskin.Agent.Requests;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The requests in the ledger, by key and by age. Delivered replies are kept for repeated requests within these bounds;
/// the bounds never remove a reply that is not delivered.
/// </summary>
/// <param name="maxReplies">Most delivered replies.</param>
/// <param name="maxBytes">Most bytes in them.</param>
internal sealed class LedgerBook(int maxReplies, long maxBytes)
{
    private readonly Dictionary<string, Request> _byKey = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, Request> _byNumber = []; // oldest first
    private int _delivered;
    private long _deliveredBytes;

    public IEnumerable<Request> Requests => _byNumber.Values;

    public int Count => _byNumber.Count;

    /// <summary>Replies that the broker has not taken over yet.</summary>
    public int Undelivered => Requests.Count(request => request is { Reply: not null, IsForgettable: false });

    /// <summary>Bytes of the delivered replies.</summary>
    public long Bytes => _deliveredBytes;

    /// <summary>The request under <paramref name="key"/> that is still of use, or null.</summary>
    public Request? Find(string? key, long now) =>
        key is not null && _byKey.TryGetValue(key, out var request) && !IsExpired(request, now) ? request : null;

    /// <summary>Adds a request; returns the one that it replaces and that is of no more use, or null.</summary>
    public Request? Add(Request request)
    {
        var replaced = request.Key is { } key ? _byKey.GetValueOrDefault(key) : null;
        if (replaced is { IsForgettable: true })
            Remove(replaced);
        else
            replaced = null; // its reply still has to be delivered
        _byNumber.Add(request.Number, request);
        if (request.Key is not null)
            _byKey[request.Key] = request;
        if (request.State == RequestState.Delivered)
            Weigh(request, 1);
        return replaced;
    }

    /// <summary>Puts a request in the place of the one that it goes on from.</summary>
    public void GoOn(Request request, Request before)
    {
        Remove(before);
        Add(request);
    }

    /// <summary>Notes that the reply of a request is delivered; false where it was worth no entry.</summary>
    public bool Deliver(Request request)
    {
        if (!Holds(request))
            return false;
        Weigh(request, 1);
        return true;
    }

    public void Remove(Request request)
    {
        if (!Holds(request))
            return;
        _byNumber.Remove(request.Number);
        if (request.Key is not null && _byKey.GetValueOrDefault(request.Key) == request)
            _byKey.Remove(request.Key);
        if (request.State == RequestState.Delivered)
            Weigh(request, -1);
    }

    /// <summary>Removes and returns the oldest delivered replies that exceed the bounds.</summary>
    public List<Request> TakeExcess()
    {
        var excess = new List<Request>();
        while (IsOverfull)
        {
            var oldest = Requests.First(request => request.State == RequestState.Delivered);
            Remove(oldest);
            excess.Add(oldest);
        }
        return excess;
    }

    /// <summary>Removes and returns what is of no more use.</summary>
    public List<Request> TakeExpired(long now)
    {
        var expired = Requests.Where(request => IsExpired(request, now)).ToList();
        expired.ForEach(Remove);
        return expired;
    }

    private bool IsOverfull => _delivered > maxReplies || _deliveredBytes > maxBytes;

    private bool Holds(Request request) => _byNumber.GetValueOrDefault(request.Number) == request;

    private static bool IsExpired(Request request, long now) => request.IsForgettable && now >= request.Expires;

    private void Weigh(Request request, int sign)
    {
        _delivered += sign;
        _deliveredBytes += sign * request.Reply!.PacketSize;
    }
}
